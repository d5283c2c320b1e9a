# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""Just enough of the TFLite format: flatbuffer tables read by field number."""
import struct

import numpy as np


class Table:
    """One flatbuffer table; absent fields read as zero or empty."""

    def __init__(self, data, position):
        self.data, self.position = data, position
        self.vtable = position - struct.unpack_from('<i', data, position)[0]
        self.vtable_size = struct.unpack_from('<H', data, self.vtable)[0]

    def _at(self, field):
        slot = 4 + 2 * field
        if slot >= self.vtable_size:
            return None
        offset = struct.unpack_from('<H', self.data, self.vtable + slot)[0]
        return self.position + offset if offset else None

    def _follow(self, at):
        return at + struct.unpack_from('<I', self.data, at)[0]

    def number(self, field, form='i'):
        at = self._at(field)
        return 0 if at is None else struct.unpack_from('<' + form, self.data, at)[0]

    def table(self, field):
        at = self._at(field)
        return None if at is None else Table(self.data, self._follow(at))

    def array(self, field, dtype='<i4'):
        at = self._at(field)
        if at is None:
            return np.empty(0, dtype)
        start = self._follow(at)
        count = struct.unpack_from('<I', self.data, start)[0]
        return np.frombuffer(self.data, dtype, count, start + 4)

    def tables(self, field):
        at = self._at(field)
        if at is None:
            return []
        start = self._follow(at)
        count = struct.unpack_from('<I', self.data, start)[0]
        return [Table(self.data, self._follow(start + 4 + 4 * i)) for i in range(count)]


class Operator:
    """code is TFLite's builtin operator number; inputs and outputs are tensor indices."""

    def __init__(self, table, codes):
        self.code = codes[table.number(0)]
        self.inputs, self.outputs = table.array(1).tolist(), table.array(2).tolist()
        self.options = table.table(4)

    def option(self, field, form='i'):
        return self.options.number(field, form) if self.options else 0


class Network:
    """The first subgraph: shapes, constants (index -> array), operators, inputs and outputs."""

    types = {0: '<f4', 1: '<f2', 2: '<i4'}

    def __init__(self, data):
        model = Table(data, struct.unpack_from('<I', data)[0])
        codes = [max(c.number(0, 'b'), c.number(3)) for c in model.tables(1)]
        graph, buffers = model.tables(2)[0], model.tables(4)
        tensors = graph.tables(0)
        self.shapes = [t.array(0).tolist() for t in tensors]
        self.inputs, self.outputs = graph.array(1).tolist(), graph.array(2).tolist()
        self.operators = [Operator(o, codes) for o in graph.tables(3)]
        self.constants = {}
        for i, t in enumerate(tensors):
            content = buffers[t.number(2, 'I')].array(0, 'u1')
            if content.size:
                self.constants[i] = content.view(self.types[t.number(1, 'b')]).reshape(self.shapes[i])
