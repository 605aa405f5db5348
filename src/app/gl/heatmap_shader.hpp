// The shader that turns one matrix into one picture: value -> colour, gaps, rounded corners, hatching.
#pragma once

namespace headscope::app {

// u[0] rectangle on screen: x, y, width, height         device pixels, y down
// u[1] framebuffer width, height; corner radius; opacity
// u[2] texels as drawn: columns, rows; cells per texel   (1 unless the matrix is drawn smaller than a pixel per cell); rows
//      that are there, the others are padding
// u[3] cells: columns, rows; columns and rows per group  (0 = none)
// u[4] pitch x, y; gap between cells; gap between groups  device pixels
// u[5] limit; has a texture of hatches; device pixels per unit; 1 = by the square root, 2 = diverging, + 4 = transposed
// palette[0..4] sequential, [5..9] diverging, [10] paper, [11] hatch, [12] not a number
inline constexpr int kHeatmapUniforms = 6;
inline constexpr int kPaletteSize = 13;

/// A rectangle from the vertex number alone: no buffers.
inline constexpr char kHeatmapVertex[] = R"(
uniform vec4 u[6];
out vec2 at;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  at = corner * u[0].zw;
  vec2 p = (u[0].xy + at) / u[1].xy;
  gl_Position = vec4(p.x * 2. - 1., 1. - p.y * 2., 0, 1);
})";

inline constexpr char kHeatmapFragment[] = R"(
uniform vec4 u[6];
uniform vec4 palette[13];
uniform sampler2D values;
uniform sampler2D hatches;
in vec2 at;
out vec4 colour;

// Cell under p along one axis, where p is within it, and how much of the pixel the cell covers there.
void locate(float p, float count, float per_group, float pitch, float gap, float group_gap, out float cell, out float within, out float cover) {
  float first = 0., start = 0., n = count;
  if (per_group > 0.) {
    float period = per_group * pitch + group_gap;
    float group = clamp(floor(p / period), 0., ceil(count / per_group) - 1.);
    first = group * per_group;
    start = group * period;
    n = min(per_group, count - first);
  }
  float inside = floor((p - start) / pitch);
  cell = clamp(inside, 0., n - 1.);
  within = p - start - cell * pitch;
  cell += first;
  // What the gap leaves of the pixel [p - 1/2, p + 1/2] on either side.
  float left = gap * .5 - (within - .5), right = within + .5 - (pitch - gap * .5);
  cover = (gap > 0. || inside != clamp(inside, 0., n - 1.)) ? clamp(1. - max(left, 0.) - max(right, 0.), 0., 1.) : 1.;
}

void main() {
  float cx, cy, wx, wy, ax, ay;
  locate(at.x, u[3].x, u[3].z, u[4].x, u[4].z, u[4].w, cx, wx, ax);
  locate(at.y, u[3].y, u[3].w, u[4].y, u[4].z, u[4].w, cy, wy, ay);
  ivec2 texel = min(ivec2(vec2(cx, cy) / u[2].z), ivec2(u[2].xy) - 1);
  int way = int(u[5].w);
  bool padded = cy >= u[2].w;
  float value = padded ? 0. : texelFetch(values, (way & 4) > 0 ? texel.yx : texel, 0).r;
  uint bits = floatBitsToUint(value);
  int hatch = padded ? 1 : u[5].y > 0. ? int(texelFetch(hatches, texel, 0).r * 255. + .5) : 0;
  if (hatch == 0 && bits == 0xff800000u) hatch = 4;
  vec4 c;
  if (hatch > 0) {
    // A mark in each cell that has room for one, else hatching across cells. w: from the middle of the mark; s: along it.
    float pixel = u[5].z, least = min(u[4].x, u[4].y), reach = least * .2, d;
    vec2 w = vec2(wx, wy) - u[4].xy * .5;
    if (least < 14. * pixel) {
      float period = 5. * pixel;
      w = mod(at, period) - period * .5;
      reach = period;
    }
    float rising = abs(w.x + w.y) * .7071, falling = abs(w.x - w.y) * .7071;
    if (hatch == 1) d = max(abs(w.y), abs(w.x) - reach);
    else if (hatch == 2) d = max(rising, falling - reach);
    else if (hatch == 3) d = length(w) - .9 * pixel;
    else if (hatch == 5) d = max(falling, rising - reach);
    else d = min(max(rising, falling - reach), max(falling, rising - reach));
    c = mix(palette[11], palette[10], clamp(d - .5 * pixel + .5, 0., 1.));
  } else if ((bits & 0x7fffffffu) > 0x7f800000u) {
    c = palette[12];
  } else {
    float t = clamp(value / u[5].x, -1., 1.);
    t = (way & 2) > 0 ? .5 + .5 * t : max(t, 0.);
    if ((way & 1) > 0) t = sqrt(t);
    int first = (way & 2) > 0 ? 5 : 0;
    float s = t * 4.;
    int i = min(int(s), 3);
    c = mix(palette[first + i], palette[first + i + 1], s - float(i));
  }
  float alpha = ax * ay * u[1].w;
  float radius = u[1].z;
  if (radius > 0.) {
    vec2 q = abs(at - u[0].zw * .5) - u[0].zw * .5 + radius;
    alpha *= clamp(radius + .5 - length(max(q, 0.)), 0., 1.);
  }
  colour = vec4(c.rgb, c.a * alpha);
})";

}  // namespace headscope::app
