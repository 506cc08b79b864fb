// The transforms of Winograd's minimal filtering in one direction, and their transposes, for n = 5 points (0, 1, -1, 2 and infinity; two
// weights) and n = 6 (-2 as well; three weights): the matrices of winograd.c.
#ifndef AUGMENT_WINOGRAD_H
#define AUGMENT_WINOGRAD_H
#include "dispatch.h"
#include <stddef.h>
#include <stdint.h>

typedef float v8 __attribute__((vector_size(32), aligned(4)));
typedef int32_t i8 __attribute__((vector_size(32)));
/// Windows along a tile's edge, points in a direction at most, and channels at once.
enum { EDGE = 4, MOST = 6, LANES = 8 };

/// B^T: n pixels, one after another, to points `t` apart.
INLINE void pixels_to_points(int n, const v8 *d, v8 *o, size_t t) {
  if (n == 5) {
    v8 odd = d[1] - d[3];
    o[0] = d[0] - d[2] - 0.5f * odd;
    o[t] = d[1] + 0.5f * (d[2] - d[3]);
    o[2 * t] = 0.5f * d[2] - (1 / 3.0f) * d[1] - (1 / 6.0f) * d[3];
    o[3 * t] = (-1 / 6.0f) * odd;
    o[4 * t] = 2.0f * odd - d[2] + d[4];
  } else {
    v8 near = d[4] - 4.0f * d[2], far = d[4] - d[2], odd = d[3] - 4.0f * d[1], wide = 2.0f * (d[3] - d[1]);
    o[0] = 4.0f * d[0] - 5.0f * d[2] + d[4];
    o[t] = near + odd;
    o[2 * t] = near - odd;
    o[3 * t] = far + wide;
    o[4 * t] = far - wide;
    o[5 * t] = 4.0f * d[1] - 5.0f * d[3] + d[5];
  }
}

/// B: its transpose.
INLINE void points_to_pixels(int n, const v8 *z, v8 *o, size_t t) {
  if (n == 5) {
    v8 odd = -0.5f * z[0] - (1 / 6.0f) * z[3] + 2.0f * z[4];
    o[0] = z[0];
    o[t] = odd + z[1] - (1 / 3.0f) * z[2];
    o[2 * t] = 0.5f * (z[1] + z[2]) - z[0] - z[4];
    o[3 * t] = -0.5f * z[1] - (1 / 6.0f) * z[2] - odd;
    o[4 * t] = z[4];
  } else {
    v8 sum = z[1] + z[2], difference = z[1] - z[2], far = z[3] + z[4], wide = 2.0f * (z[3] - z[4]);
    o[0] = 4.0f * z[0];
    o[t] = 4.0f * z[5] - 4.0f * difference - wide;
    o[2 * t] = -5.0f * z[0] - 4.0f * sum - far;
    o[3 * t] = difference + wide - 5.0f * z[5];
    o[4 * t] = z[0] + sum + far;
    o[5 * t] = z[5];
  }
}

/// A: four windows to points.
INLINE void windows_to_points(int n, const v8 *y, v8 *o, size_t t) {
  v8 even = y[0] + y[2], odd = y[1] + y[3], far = y[0] + 4.0f * y[2], wide = 2.0f * y[1] + 8.0f * y[3];
  o[0] = y[0];
  o[t] = even + odd;
  o[2 * t] = even - odd;
  o[3 * t] = far + wide;
  if (n == 6) o[4 * t] = far - wide;
  o[(size_t)(n - 1) * t] = y[3];
}

/// A^T: its transpose.
INLINE void points_to_windows(int n, const v8 *m, v8 *o, size_t t) {
  v8 sum = m[1] + m[2], difference = m[1] - m[2], far = m[3], wide = m[3];
  if (n == 6) {
    far = m[3] + m[4];
    wide = m[3] - m[4];
  }
  o[0] = m[0] + sum + far;
  o[t] = difference + 2.0f * wide;
  o[2 * t] = sum + 4.0f * far;
  o[3 * t] = difference + 8.0f * wide + m[n - 1];
}

/// G: n - 3 weights to points.
INLINE void weights_to_points(int n, const v8 *g, v8 *o) {
  if (n == 5) {
    o[0] = g[0];
    o[1] = g[0] + g[1];
    o[2] = g[0] - g[1];
    o[3] = g[0] + 2.0f * g[1];
    o[4] = g[1];
  } else {
    v8 even = (-1 / 6.0f) * (g[0] + g[2]), far = (1 / 24.0f) * g[0] + (1 / 6.0f) * g[2];
    o[0] = 0.25f * g[0];
    o[1] = even - (1 / 6.0f) * g[1];
    o[2] = even + (1 / 6.0f) * g[1];
    o[3] = far + (1 / 12.0f) * g[1];
    o[4] = far - (1 / 12.0f) * g[1];
    o[5] = g[2];
  }
}

/// G^T: its transpose.
INLINE void points_to_weights(int n, const v8 *u, v8 *g) {
  if (n == 5) {
    v8 sum = u[1] + u[3];
    g[0] = u[0] + sum + u[2];
    g[1] = sum - u[2] + u[3] + u[4];
  } else {
    v8 sum = (-1 / 6.0f) * (u[1] + u[2]), far = u[3] + u[4];
    g[0] = 0.25f * u[0] + sum + (1 / 24.0f) * far;
    g[1] = (1 / 6.0f) * (u[2] - u[1]) + (1 / 12.0f) * (u[3] - u[4]);
    g[2] = sum + (1 / 6.0f) * far + u[5];
  }
}
#endif
