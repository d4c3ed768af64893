#include "export/fonts.h"

#include <pango/pangocairo.h>

namespace rasoat::export_ {

bool font_installed(std::string_view family) {
  PangoFontFamily** families = nullptr;
  int count = 0;
  pango_font_map_list_families(pango_cairo_font_map_get_default(), &families, &count);
  bool found = false;
  for (int i = 0; i < count && !found; ++i) found = pango_font_family_get_name(families[i]) == family;
  g_free(families);
  return found;
}

}  // namespace rasoat::export_
