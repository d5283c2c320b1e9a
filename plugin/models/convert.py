# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""TFLite (NHWC) to ONNX (NCHW), for the operators of the four networks, always with the same bytes.

Pictures flow as NCHW.  Operators that mix up the axes (reshape, transpose, concatenation, softmax, sum) stay NHWC:
each tensor is kept in the layouts somebody asked for, and a Transpose appears when the other one is first needed.
Inputs are called in0 …, outputs out0 …, both NCHW where they have four axes.
"""
import numpy as np
from onnx import TensorProto, helper, numpy_helper

from tflite import Network

NHWC, NCHW = 'nhwc', 'nchw'
TO_NCHW, TO_NHWC = [0, 3, 1, 2], [0, 2, 3, 1]


class Converter:
    def __init__(self, network):
        self.network = network
        self.nodes, self.initializers = [], []
        self.names = {}             # (tensor, layout) -> name of the value
        self.constants = dict(network.constants)

    def constant(self, array):
        name = 'c%d' % len(self.initializers)
        self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def emit(self, op, inputs, name=None, **attributes):
        name = name or 'v%d' % len(self.nodes)
        self.nodes.append(helper.make_node(op, inputs, [name], name=name, **attributes))
        return name

    def value(self, tensor, layout):
        """The name of a tensor in a layout (tensors of other than four axes have one only)."""
        if len(self.network.shapes[tensor]) != 4:
            layout = NHWC
        key = (tensor, layout)
        if key not in self.names:
            if tensor in self.constants:
                array = self.constants[tensor].astype(np.float32)
                self.names[key] = self.constant(array.transpose(TO_NCHW) if layout == NCHW else array)
            else:
                other = self.names[tensor, NCHW if layout == NHWC else NHWC]
                self.names[key] = self.emit('Transpose', [other], perm=TO_NCHW if layout == NCHW else TO_NHWC)
        return self.names[key]

    def operand(self, tensor):
        """The second operand of an addition or a product; a constant vector runs along the channels."""
        array = self.constants.get(tensor)
        if array is not None and array.ndim == 1:
            return self.constant(array.astype(np.float32).reshape(1, -1, 1, 1))
        return self.value(tensor, NCHW)

    def finish(self, operator, name, layout, fused=0):
        if fused > 1:
            raise ValueError('fused activation %d is not known' % fused)
        if fused:
            name = self.emit('Relu', [name])
        tensor = operator.outputs[0]
        self.names[tensor, layout if len(self.network.shapes[tensor]) == 4 else NHWC] = name

    def padded(self, operator, kernel, stride, dilation):
        """The input of a window operator, padded as TFLite pads it, and the symmetric rest as attribute."""
        name = self.value(operator.inputs[0], NCHW)
        if operator.option(0, 'b') == 1:    # VALID
            return name, [0, 0, 0, 0]
        size = self.network.shapes[operator.inputs[0]][1:3]
        total = [max((-(-n // s) - 1) * s + (k - 1) * d + 1 - n, 0)
                 for n, k, s, d in zip(size, kernel, stride, dilation)]
        before, after = [t // 2 for t in total], [t - t // 2 for t in total]
        if before == after:
            return name, before + after
        pads = np.array([0, 0] + before + [0, 0] + after, np.int64)
        return self.emit('Pad', [name, self.constant(pads)], mode='constant'), [0, 0, 0, 0]

    def convolution(self, operator, depthwise):
        weights = self.constants[operator.inputs[1]].astype(np.float32)
        weights = weights.transpose([3, 0, 1, 2] if depthwise else [0, 3, 1, 2])
        stride = [operator.option(2), operator.option(1)]
        first = 5 if depthwise else 4
        dilation = [operator.option(first + 1) or 1, operator.option(first) or 1]
        kernel = list(weights.shape[2:])
        source, pads = self.padded(operator, kernel, stride, dilation)
        bias = self.constants[operator.inputs[2]].astype(np.float32)
        name = self.emit('Conv', [source, self.constant(weights), self.constant(bias)], kernel_shape=kernel,
                         strides=stride, dilations=dilation, pads=pads,
                         group=self.network.shapes[operator.inputs[0]][3] if depthwise else 1)
        self.finish(operator, name, NCHW, operator.option(4 if depthwise else 3, 'b'))

    def transposed_convolution(self, operator):
        _, weights, source, bias = operator.inputs
        array = self.constants[weights].astype(np.float32).transpose(3, 0, 1, 2)
        stride = [operator.option(2), operator.option(1)]
        if list(array.shape[2:]) != stride:
            raise ValueError('a transposed convolution whose kernel is not its stride')
        self.finish(operator, self.emit(
            'ConvTranspose', [self.value(source, NCHW), self.constant(array),
                              self.constant(self.constants[bias].astype(np.float32))],
            kernel_shape=stride, strides=stride), NCHW)

    def pool(self, operator):
        kernel, stride = [operator.option(4), operator.option(3)], [operator.option(2), operator.option(1)]
        source, pads = self.padded(operator, kernel, stride, [1, 1])
        self.finish(operator, self.emit('MaxPool', [source], kernel_shape=kernel, strides=stride, pads=pads), NCHW)

    def arithmetic(self, operator, op):
        first, second = operator.inputs
        if self.network.shapes[first] != self.network.shapes[operator.outputs[0]]:
            first, second = second, first
        name = self.emit(op, [self.value(first, NCHW), self.operand(second)])
        self.finish(operator, name, NCHW, operator.option(0, 'b'))

    def prelu(self, operator):
        slope = self.constants[operator.inputs[1]].astype(np.float32).reshape(-1, 1, 1)
        self.finish(operator, self.emit('PRelu', [self.value(operator.inputs[0], NCHW), self.constant(slope)]), NCHW)

    def pad(self, operator):
        amounts = self.constants[operator.inputs[1]].astype(np.int64)[TO_NCHW]
        source = self.value(operator.inputs[0], NCHW)
        self.finish(operator, self.emit('Pad', [source, self.constant(amounts.T.reshape(-1))], mode='constant'), NCHW)

    def resize(self, operator, mode):
        height, width = self.network.shapes[operator.outputs[0]][1:3]
        old_height, old_width = self.network.shapes[operator.inputs[0]][1:3]
        scales = np.array([1, 1, height / old_height, width / old_width], np.float32)
        how = dict(mode='linear', coordinate_transformation_mode='half_pixel') if mode == 'linear' else \
            dict(mode='nearest', coordinate_transformation_mode='asymmetric', nearest_mode='floor')
        source = self.value(operator.inputs[0], NCHW)
        self.finish(operator, self.emit('Resize', [source, self.constant(np.empty(0, np.float32)),
                                                   self.constant(scales)], **how), NCHW)

    def plain(self, operator, op, extra=(), inputs=1, **attributes):
        names = [self.value(t, NHWC) for t in operator.inputs[:inputs]]
        self.finish(operator, self.emit(op, names + list(extra), **attributes), NHWC)

    def operator(self, o):
        shape = self.network.shapes[o.outputs[0]]
        if o.code == 6:         # DEQUANTIZE: weights kept as 16-bit floats
            self.constants[o.outputs[0]] = self.constants[o.inputs[0]].astype(np.float32)
        elif o.code in (3, 4):
            self.convolution(o, o.code == 4)
        elif o.code == 67:
            self.transposed_convolution(o)
        elif o.code == 17:
            self.pool(o)
        elif o.code in (0, 18):
            self.arithmetic(o, 'Mul' if o.code else 'Add')
        elif o.code == 54:
            self.prelu(o)
        elif o.code == 34:
            self.pad(o)
        elif o.code in (23, 97):
            self.resize(o, 'linear' if o.code == 23 else 'nearest')
        elif o.code == 19:
            self.finish(o, self.emit('Relu', [self.value(o.inputs[0], NCHW)]), NCHW)
        elif o.code == 22:
            self.plain(o, 'Reshape', [self.constant(np.array(shape, np.int64))])
        elif o.code == 39:
            self.plain(o, 'Transpose', perm=self.constants[o.inputs[1]].tolist())
        elif o.code == 2:
            self.plain(o, 'Concat', inputs=len(o.inputs), axis=o.option(0))
        elif o.code == 25:
            self.plain(o, 'Softmax', axis=len(shape) - 1)
        elif o.code == 74:
            self.plain(o, 'ReduceSum', axes=self.constants[o.inputs[1]].reshape(-1).tolist(), keepdims=1)
        else:
            raise ValueError('operator %d is not known' % o.code)


def convert(data):
    """The bytes of the ONNX file for the bytes of a TFLite file."""
    network = Network(data)
    converter = Converter(network)

    def info(prefix, i, tensor):
        shape = network.shapes[tensor]
        return helper.make_tensor_value_info('%s%d' % (prefix, i), TensorProto.FLOAT,
                                             [shape[k] for k in TO_NCHW] if len(shape) == 4 else shape)

    for i, tensor in enumerate(network.inputs):
        converter.names[tensor, NCHW] = 'in%d' % i
    for operator in network.operators:
        converter.operator(operator)
    for i, tensor in enumerate(network.outputs):
        converter.emit('Identity', [converter.value(tensor, NCHW)], name='out%d' % i)
    graph = helper.make_graph(converter.nodes, 'network',
                              [info('in', i, t) for i, t in enumerate(network.inputs)],
                              [info('out', i, t) for i, t in enumerate(network.outputs)],
                              converter.initializers)
    model = helper.make_model(graph, producer_name='microneedling', opset_imports=[helper.make_opsetid('', 12)])
    model.ir_version = 7
    return model.SerializeToString(deterministic=True)
