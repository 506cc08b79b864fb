// exp, log1p and friends as polynomials that a compiler can put into vector registers.
#ifndef AUGMENT_MATHEMATICS_H
#define AUGMENT_MATHEMATICS_H
#include "dispatch.h"
#include <stdint.h>
#include <string.h>

/// e^x for any x (clamped to +-87, so never infinite or denormal); relative error below 3e-7.
/// Range reduction by ln 2 in two parts, then the degree-6 Taylor polynomial on +-0.347.
INLINE float fast_exp(float x) {
  x = x < -87.0f ? -87.0f : x;
  x = x > 87.0f ? 87.0f : x;
  float n = (x * 1.44269504088896341f + 12582912.0f) - 12582912.0f;
  float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
  float p = 1.0f / 720.0f;
  p = p * r + 1.0f / 120.0f;
  p = p * r + 1.0f / 24.0f;
  p = p * r + 1.0f / 6.0f;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  int32_t bits = ((int32_t)n + 127) << 23;
  float scale;
  memcpy(&scale, &bits, 4);
  return p * scale;
}

/// log(1 + e) for e in [0, 1]: the series of 2 atanh(e / (2 + e)); relative error below 2e-7.
INLINE float fast_log1p(float e) {
  float t = e / (2.0f + e), s = t * t;
  float p = 1.0f / 13.0f;
  p = p * s + 1.0f / 11.0f;
  p = p * s + 1.0f / 9.0f;
  p = p * s + 1.0f / 7.0f;
  p = p * s + 1.0f / 5.0f;
  p = p * s + 1.0f / 3.0f;
  p = p * s + 1.0f;
  return 2.0f * t * p;
}

INLINE float sigmoid(float x) { return 1.0f / (1.0f + fast_exp(-x)); }
#endif
