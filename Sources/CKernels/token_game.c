// The losses of one token and the drawing of one token, vectorised over rows: matrices are [levels, rows].
#include "CKernels.h"
#include "mathematics.h"

/// logits += bias; top = max over levels; total = sum over levels of e^(logits - top)
INLINE void softmax_parts(size_t levels, size_t rows, float *restrict logits, const float *restrict bias,
                          float *restrict top, float *restrict total) {
  for (size_t r = 0; r < rows; r++) { top[r] = -1e30f; total[r] = 0; }
  for (size_t k = 0; k < levels; k++) {
    float *x = logits + k * rows, b = bias[k];
    for (size_t r = 0; r < rows; r++) {
      float v = x[r] + b;
      x[r] = v;
      top[r] = v > top[r] ? v : top[r];
    }
  }
  for (size_t k = 0; k < levels; k++) {
    const float *x = logits + k * rows;
    for (size_t r = 0; r < rows; r++) total[r] += fast_exp(x[r] - top[r]);
  }
}

/// One level of both games.  p = softmax, s = score, w = e^clip(s):
///   d generator     += -p w, its gradient needs the mean w later: store p, and w in score_gradient for now
///   d discriminator += p softplus(s) + [target] softplus(-s)
INLINE void game_level(int32_t k, size_t rows, const float *restrict x, const float *restrict score, float bias,
                       const int32_t *restrict target, float clip, const float *restrict top,
                       const float *restrict total, float *restrict p_out, float *restrict s_gradient,
                       float *restrict mean_w, float *restrict d_loss, float scale) {
  for (size_t r = 0; r < rows; r++) {
    float p = fast_exp(x[r] - top[r]) / total[r];
    float s = score[r] + bias;
    float hit = target[r] == k ? 1.0f : 0.0f;
    float magnitude = s < 0 ? -s : s;
    float e = fast_exp(-magnitude), soft = fast_log1p(e);
    float positive = s > 0 ? s : 0, sig = (s > 0 ? 1.0f : e) / (1.0f + e);
    float clipped = s > clip ? clip : (s < -clip ? -clip : s);
    float w = fast_exp(clipped);
    d_loss[r] += p * (positive + soft) + hit * (positive - s + soft);
    s_gradient[r] = scale * (p * sig - hit * (1.0f - sig));
    mean_w[r] += p * w;
    p_out[r] = p;
  }
}

KERNEL ck_game_losses ck_token_game(size_t levels, size_t rows, float *restrict logits,
                                    const float *restrict logit_bias, float *restrict scores,
                                    const float *restrict score_bias, const int32_t *restrict target,
                                    float adversarial_weight, float likelihood_weight, float clip,
                                    float *restrict logit_gradient, float *restrict score_gradient,
                                    float *restrict scratch) {
  float *top = scratch, *total = scratch + rows, *mean_w = scratch + 2 * rows, *d_loss = scratch + 3 * rows;
  float scale = 1.0f / (float)rows;
  ck_game_losses sum = {0, 0, 0};
  softmax_parts(levels, rows, logits, logit_bias, top, total);
  for (size_t r = 0; r < rows; r++) {
    float p = fast_exp(logits[(size_t)target[r] * rows + r] - top[r]) / total[r];
    sum.token -= __builtin_log((double)p);
    mean_w[r] = 0;
    d_loss[r] = 0;
  }
  for (size_t k = 0; k < levels; k++) {
    float *gradient = logit_gradient + k * rows;
    const float *x = logits + k * rows;
    if (scores) {
      game_level((int32_t)k, rows, x, scores + k * rows, score_bias[k], target, clip, top, total, gradient,
                 score_gradient + k * rows, mean_w, d_loss, scale);
    } else {
      for (size_t r = 0; r < rows; r++) gradient[r] = fast_exp(x[r] - top[r]) / total[r];
    }
  }
  for (size_t k = 0; k < levels; k++) {
    float *gradient = logit_gradient + k * rows;
    if (scores) {
      const float *score = scores + k * rows;
      float bias = score_bias[k];
      for (size_t r = 0; r < rows; r++) {
        float s = score[r] + bias, p = gradient[r], hit = target[r] == (int32_t)k ? 1.0f : 0.0f;
        float clipped = s > clip ? clip : (s < -clip ? -clip : s);
        gradient[r] = scale * (adversarial_weight * p * (mean_w[r] - fast_exp(clipped)) + likelihood_weight * (p - hit));
      }
    } else {
      for (size_t r = 0; r < rows; r++)
        gradient[r] = scale * likelihood_weight * (gradient[r] - (target[r] == (int32_t)k ? 1.0f : 0.0f));
    }
  }
  for (size_t r = 0; r < rows; r++) {
    sum.generator -= mean_w[r];
    sum.discriminator += d_loss[r];
  }
  return sum;
}

KERNEL void ck_row_sums(size_t levels, size_t rows, const float *restrict x, float *restrict sums) {
  for (size_t k = 0; k < levels; k++) {
    float lanes[16] = {0};
    size_t r = 0;
    for (; r + 16 <= rows; r += 16)
      for (size_t j = 0; j < 16; j++) lanes[j] += x[k * rows + r + j];
    float sum = 0;
    for (size_t j = 0; j < 16; j++) sum += lanes[j];
    for (; r < rows; r++) sum += x[k * rows + r];
    sums[k] = sum;
  }
}

KERNEL void ck_sample_levels(size_t levels, size_t rows, float *restrict logits, const float *restrict bias,
                             const float *restrict uniform, int32_t *restrict out, float *restrict scratch) {
  float *top = scratch, *total = scratch + rows, *below = scratch + 2 * rows;
  softmax_parts(levels, rows, logits, bias, top, total);
  for (size_t r = 0; r < rows; r++) { below[r] = 0; out[r] = 0; total[r] *= uniform[r]; }
  for (size_t k = 0; k + 1 < levels; k++) {
    const float *x = logits + k * rows;
    for (size_t r = 0; r < rows; r++) {
      below[r] += fast_exp(x[r] - top[r]);
      out[r] += below[r] <= total[r];
    }
  }
}

KERNEL void ck_mean_levels(size_t levels, size_t rows, const float *restrict logits, const float *restrict bias,
                           float *restrict mean, float *restrict scratch) {
  float *top = scratch, *total = scratch + rows;
  for (size_t r = 0; r < rows; r++) { top[r] = -1e30f; total[r] = 0; mean[r] = 0; }
  for (size_t k = 0; k < levels; k++)
    for (size_t r = 0; r < rows; r++) {
      float v = logits[k * rows + r] + bias[k];
      top[r] = v > top[r] ? v : top[r];
    }
  for (size_t k = 0; k < levels; k++)
    for (size_t r = 0; r < rows; r++) {
      float e = fast_exp(logits[k * rows + r] + bias[k] - top[r]);
      total[r] += e;
      mean[r] += e * (float)k;
    }
  for (size_t r = 0; r < rows; r++) mean[r] /= total[r];
}
