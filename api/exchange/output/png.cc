// SVG to PNG for charts.h, through librsvg and cairo.
#include <cairo.h>
#include <librsvg/rsvg.h>

#include <cmath>
#include <memory>

#include "api/exchange/output/charts.h"

namespace linhui::api::exchange {
namespace {

constexpr double kMostPixelsASide = 8000;

cairo_status_t append(void* closure, const unsigned char* bytes, unsigned size) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

std::optional<std::string> png_of_svg(const std::string& svg, double scale) {
  const std::unique_ptr<RsvgHandle, void (*)(void*)> drawing(
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), nullptr),
      g_object_unref);
  if (!drawing) return std::nullopt;
  double width = 0, height = 0;
  if (!rsvg_handle_get_intrinsic_size_in_pixels(drawing.get(), &width, &height)) {
    return std::nullopt;
  }
  width = std::ceil(width * scale);
  height = std::ceil(height * scale);
  if (!(width >= 1 && width <= kMostPixelsASide && height >= 1 && height <= kMostPixelsASide)) {
    return std::nullopt;
  }
  const std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width),
                                 static_cast<int>(height)),
      cairo_surface_destroy);
  const std::unique_ptr<cairo_t, void (*)(cairo_t*)> canvas(cairo_create(surface.get()),
                                                            cairo_destroy);
  const RsvgRectangle page = {0, 0, width, height};
  if (!rsvg_handle_render_document(drawing.get(), canvas.get(), &page, nullptr)) {
    return std::nullopt;
  }
  std::string png;
  if (cairo_surface_write_to_png_stream(surface.get(), &append, &png) != CAIRO_STATUS_SUCCESS) {
    return std::nullopt;
  }
  return png;
}

}  // namespace linhui::api::exchange
