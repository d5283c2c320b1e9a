/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "setting.h"

#include <gegl.h>
#include <gegl-paramspecs.h>
#include <string.h>

#define FLOAT_DIGITS "%.9g"   /* the operation rounds every double to float */

G_DEFINE_QUARK (mn-preset-error-quark, mn_preset_error)

static GParamSpec *
find_property (const char *key)
{
  GParamSpec *pspec = strcmp (key, "portrait") == 0 ? NULL : gegl_operation_find_property (MN_OPERATION, key);

  return pspec && strcmp (pspec->name, key) == 0 ? pspec : NULL;
}

GParamSpec **
mn_setting_list (guint *n)
{
  guint        n_properties;
  GParamSpec **pspecs = gegl_operation_list_properties (MN_OPERATION, &n_properties);

  *n = 0;
  for (guint i = 0; i < n_properties; i++)
    if (find_property (pspecs[i]->name))
      pspecs[(*n)++] = pspecs[i];
  return pspecs;
}

static char *
list_keys (void)
{
  guint                   n;
  g_autofree GParamSpec **pspecs = mn_setting_list (&n);
  GString                *keys = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (keys, "%s%s", i ? ", " : "", pspecs[i]->name);
  return g_string_free (keys, FALSE);
}

static char *
describe_range (GParamSpec *pspec)
{
  const char *unit = gegl_param_spec_get_property_key (pspec, "unit");
  const char *space = unit ? " " : "";

  if (G_IS_PARAM_SPEC_ENUM (pspec))
    {
      GEnumClass *klass = G_PARAM_SPEC_ENUM (pspec)->enum_class;
      GString    *text = g_string_new ("one of ");

      for (guint i = 0; i < klass->n_values; i++)
        g_string_append_printf (text, "%s%s", i ? ", " : "", klass->values[i].value_nick);
      return g_string_free (text, FALSE);
    }
  if (G_IS_PARAM_SPEC_DOUBLE (pspec))
    {
      char low[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (low, sizeof low, "%g", G_PARAM_SPEC_DOUBLE (pspec)->minimum);
      g_ascii_formatd (high, sizeof high, "%g", G_PARAM_SPEC_DOUBLE (pspec)->maximum);
      return g_strdup_printf ("a number from %s to %s%s%s", low, high, space, unit ? unit : "");
    }
  if (G_IS_PARAM_SPEC_UINT (pspec))
    return g_strdup_printf ("a whole number from %u to %u%s%s", G_PARAM_SPEC_UINT (pspec)->minimum,
                            G_PARAM_SPEC_UINT (pspec)->maximum, space, unit ? unit : "");
  return g_strdup_printf ("a whole number from %d to %d%s%s", G_PARAM_SPEC_INT (pspec)->minimum,
                          G_PARAM_SPEC_INT (pspec)->maximum, space, unit ? unit : "");
}

static gboolean
parse_double (const char *text, GParamSpecDouble *pspec, GValue *value)
{
  char  *end;
  double number = g_ascii_strtod (text, &end);

  if (end == text || *end || ! (number >= pspec->minimum && number <= pspec->maximum))
    return FALSE;
  g_value_set_double (value, number);
  return TRUE;
}

static gboolean
parse_int (const char *text, GParamSpecInt *pspec, GValue *value)
{
  gint64 number;

  if (! g_ascii_string_to_signed (text, 10, pspec->minimum, pspec->maximum, &number, NULL))
    return FALSE;
  g_value_set_int (value, (int) number);
  return TRUE;
}

static gboolean
parse_uint (const char *text, GParamSpecUInt *pspec, GValue *value)
{
  guint64 number;

  if (! g_ascii_string_to_unsigned (text, 10, pspec->minimum, pspec->maximum, &number, NULL))
    return FALSE;
  g_value_set_uint (value, (guint) number);
  return TRUE;
}

static gboolean
parse_enum (const char *text, GParamSpecEnum *pspec, GValue *value)
{
  const GEnumValue *found = g_enum_get_value_by_nick (pspec->enum_class, text);

  if (! found)
    return FALSE;
  g_value_set_enum (value, found->value);
  return TRUE;
}

static gboolean
parse_value (const char *text, GParamSpec *pspec, GValue *value)
{
  if (G_IS_PARAM_SPEC_DOUBLE (pspec))
    return parse_double (text, G_PARAM_SPEC_DOUBLE (pspec), value);
  if (G_IS_PARAM_SPEC_ENUM (pspec))
    return parse_enum (text, G_PARAM_SPEC_ENUM (pspec), value);
  if (G_IS_PARAM_SPEC_UINT (pspec))
    return parse_uint (text, G_PARAM_SPEC_UINT (pspec), value);
  return parse_int (text, G_PARAM_SPEC_INT (pspec), value);
}

gboolean
mn_setting_parse (MnSetting *setting, const char *key, const char *text, GError **error)
{
  GParamSpec      *pspec = find_property (key);
  g_autofree char *range = NULL;

  if (! pspec)
    {
      g_autofree char *keys = list_keys ();

      g_set_error (error, MN_PRESET_ERROR, MN_PRESET_ERROR_INVALID, "there is no setting '%s'; the settings are %s",
                   key, keys);
      return FALSE;
    }

  g_value_init (&setting->value, G_PARAM_SPEC_VALUE_TYPE (pspec));
  if (parse_value (text, pspec, &setting->value))
    {
      setting->key = g_strdup (key);
      return TRUE;
    }

  range = describe_range (pspec);
  g_value_unset (&setting->value);
  g_set_error (error, MN_PRESET_ERROR, MN_PRESET_ERROR_INVALID, "%s is '%s', but must be %s", key, text, range);
  return FALSE;
}

char *
mn_setting_text (const MnSetting *setting)
{
  const GValue *value = &setting->value;

  if (G_VALUE_HOLDS_DOUBLE (value))
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];

      return g_strdup (g_ascii_formatd (text, sizeof text, FLOAT_DIGITS, g_value_get_double (value)));
    }
  if (G_VALUE_HOLDS_ENUM (value))
    {
      GEnumClass *klass = g_type_class_peek (G_VALUE_TYPE (value));

      return g_strdup (g_enum_get_value (klass, g_value_get_enum (value))->value_nick);
    }
  if (G_VALUE_HOLDS_UINT (value))
    return g_strdup_printf ("%u", g_value_get_uint (value));
  return g_strdup_printf ("%d", g_value_get_int (value));
}

void
mn_setting_apply (const MnSetting *setting, GObject *target)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (target), setting->key);

  g_return_if_fail (pspec != NULL);

  if (G_PARAM_SPEC_VALUE_TYPE (pspec) == G_TYPE_STRING)
    {
      g_autofree char *text = mn_setting_text (setting);

      g_object_set (target, setting->key, text, NULL);
    }
  else
    {
      g_object_set_property (target, setting->key, &setting->value);
    }
}

void
mn_setting_read (MnSetting *setting, GParamSpec *pspec, GObject *source)
{
  GParamSpec *of_source = g_object_class_find_property (G_OBJECT_GET_CLASS (source), pspec->name);

  setting->key = g_strdup (pspec->name);
  g_value_init (&setting->value, G_PARAM_SPEC_VALUE_TYPE (pspec));
  if (G_PARAM_SPEC_VALUE_TYPE (of_source) == G_TYPE_STRING)
    {
      g_autofree char *text = NULL;

      g_object_get (source, pspec->name, &text, NULL);
      parse_value (text, pspec, &setting->value);
    }
  else
    {
      g_object_get_property (source, pspec->name, &setting->value);
    }
}

gboolean
mn_setting_equal (const MnSetting *one, const MnSetting *other)
{
  g_autofree char *text = mn_setting_text (one);
  g_autofree char *other_text = mn_setting_text (other);

  return strcmp (one->key, other->key) == 0 && strcmp (text, other_text) == 0;
}

void
mn_setting_clear (MnSetting *setting)
{
  g_clear_pointer (&setting->key, g_free);
  g_value_unset (&setting->value);
}
