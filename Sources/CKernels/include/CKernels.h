// Fused element-wise and row-wise loops, compiled for several instruction sets and chosen at run time.
// All arrays are float32 and contiguous unless a stride is given; no function allocates or starts threads.
#ifndef AUGMENT_CKERNELS_H
#define AUGMENT_CKERNELS_H
#include <stddef.h>
#include <stdint.h>

/// Flush denormal numbers to zero on the calling thread; they cost a hundred cycles each and mean nothing here.
void ck_flush_denormals(void);
/// How the calling thread treats special numbers, to be set again later.
uint32_t ck_floating_point_mode(void);
void ck_set_floating_point_mode(uint32_t mode);

// activations.c ------------------------------------------------------------------------------------------
/// out[i] = x[i] * sigmoid(x[i])
void ck_silu(size_t n, const float *x, float *out);
/// out[i] = g[i] * d silu(x[i]) / dx
void ck_silu_gradient(size_t n, const float *x, const float *g, float *out);
/// out[i] = keep[i] ? x[i] * scale : 0
void ck_dropout(size_t n, const float *x, const uint8_t *keep, float scale, float *out);
/// out[i] = a[i] + b[i]
void ck_add(size_t n, const float *a, const float *b, float *out);
/// rows x columns matrix with row stride: out[r][c] = bias[c] (+ table[index[r]][c] when table is given)
void ck_fill_rows(size_t rows, size_t columns, const float *bias, const float *table, size_t table_stride,
                  const int32_t *index, float *out, size_t stride);
/// The residual epilogue: z[r][c] += bias[c]; out[r][c] = h[r][c] + silu(z[r][c]); h, z and out share a stride.
void ck_bias_silu_residual(size_t rows, size_t columns, const float *bias, const float *h, float *z, float *out,
                           size_t stride);
/// out[r][c] = g[r][c] * silu'(z[r][c]) for a strided block.
void ck_silu_gradient_rows(size_t rows, size_t columns, const float *z, const float *g, float *out, size_t stride);
/// sums[c] = sum over r of x[r][c], rows in order.
void ck_column_sums(size_t rows, size_t columns, const float *x, size_t stride, float *sums);
/// table[index[r]][c] += x[r][c], rows in order.
void ck_scatter_add(size_t rows, size_t columns, const float *x, size_t stride, const int32_t *index, float *table,
                    size_t table_stride);
/// out[r][c] = table[index[r]][c]
void ck_gather(size_t rows, size_t columns, const float *table, size_t table_stride, const int32_t *index, float *out,
               size_t stride);
/// out[r][c] = x[r][c] * (1 + gain[index[r]][c]); x and out may be the same.
void ck_gain_rows(size_t rows, size_t columns, const float *x, size_t stride, const int32_t *index, const float *gain,
                  size_t gain_stride, float *out);
/// sum[index[r]][c] += x[r][c] * g[r][c], rows in order.
void ck_scatter_product(size_t rows, size_t columns, const float *x, const float *g, size_t stride,
                        const int32_t *index, float *sum, size_t sum_stride);

// token_game.c: one token; matrices are [levels, rows], level-major -----------------------------------
/// What one token adds to the losses, summed over rows.
typedef struct { double generator, discriminator, token; } ck_game_losses;
/// logits += bias in place, then the losses of the token game and their gradients, divided by `rows`; see TokenGame.swift.
/// scratch holds 4 * rows floats.  scores may be NULL (likelihood alone).
ck_game_losses ck_token_game(size_t levels, size_t rows, float *logits, const float *logit_bias, float *scores,
                             const float *score_bias, const int32_t *target, float adversarial_weight,
                             float likelihood_weight, float clip, float *logit_gradient, float *score_gradient,
                             float *scratch);
/// sums[k] = sum over rows of x[k][*]
void ck_row_sums(size_t levels, size_t rows, const float *x, float *sums);
/// Draws one level per row from softmax(logits + bias) by inverting its distribution function at uniform[row].
/// scratch holds 4 * rows floats.
void ck_sample_levels(size_t levels, size_t rows, float *logits, const float *bias, const float *uniform,
                      int32_t *out, float *scratch);
/// mean[row] = the level that softmax(logits + bias) expects; logits stay as they are.  scratch holds 2 * rows floats.
void ck_mean_levels(size_t levels, size_t rows, const float *logits, const float *bias, float *mean, float *scratch);

// drawing.c: rows whose tokens are drawn one after another -----------------------------------------------
/// out[r][c] = v sigmoid(v) (1 + gain[classes[r]][c]), where v = bias[c] + class_table[classes[r]][c]
/// + sum over s < tokens of table[offsets[s] + codes[s * stride + r]][c]; table and out have `columns` columns.
void ck_draw_activations(size_t rows, size_t columns, size_t tokens, const int32_t *codes, size_t stride, const size_t *offsets,
                         const float *table, const float *bias, const float *class_table, const float *gain,
                         size_t class_stride, const int32_t *classes, float *out);
/// Sorts words, ascending; n is below 2^32.  scratch holds n words.
void ck_sort_words(size_t n, uint64_t *words, uint64_t *scratch);

// convolution.c: images are [height, width, channels] ----------------------------------------------------
/// Pixels in memory: pixel r is at base + (r / per_image) * image_stride + offsets[r % per_image].
typedef struct { const float *base; size_t per_image, image_stride; const int32_t *offsets; } ck_rows;
/// Columns that a packed matrix has: rounded up to panels of 8, the first ones 16 wide.
size_t ck_panel_columns(size_t columns);
/// Rows start ..< start + depth of a packed matrix of packed_depth rows, from b[k * row_stride + n * column_stride].
void ck_pack_panels(size_t depth, size_t columns, const float *b, size_t row_stride, size_t column_stride,
                    size_t packed_depth, size_t start, float *packed);
/// For pixels first ..< first + count: target = leaky(sum over taps and k of source[tap * tap_stride + k] packed[..][n] + bias[n]).
/// slope 1 is no activation; bias may be NULL.
void ck_window_products(const ck_rows *source, size_t first, size_t count, size_t taps, size_t tap_stride, size_t run,
                        size_t columns, const float *packed, const float *bias, float slope, const ck_rows *target);
/// out[k][n] = sum over count pixels of source[tap_offset + k] gradient[first_column + n].
/// Reads up to 5 floats past a source's run and up to 15 past a gradient's columns.
void ck_window_outer(const ck_rows *source, const ck_rows *gradient, size_t count, size_t tap_offset, size_t run,
                     size_t first_column, size_t columns, float *out, size_t stride);
/// A copy with zeros around it, times 1 where `activated` is positive and times slope elsewhere (when it is given).
void ck_pad_image(size_t height, size_t width, size_t channels, size_t top, size_t left, size_t padded_height,
                  size_t padded_width, const float *x, const float *activated, float slope, float *out);
/// How windows lie in the image that they are added up into.
typedef struct { size_t height, width, channels, window_rows, window_columns, kernel, stride, padding; } ck_scatter;
/// out = leaky(bias + the sum of all windows [window_rows, window_columns, kernel, kernel, channels] at their places).
void ck_scatter_windows(const ck_scatter *shape, const float *windows, const float *bias, float slope, float *out);

// winograd.c: windows of 4x4 with stride 2 or of 3x3 with stride 1, in tiles of 4x4 windows; channels and filters are multiples of 8
/// One image and its windows: image [height, width, channels], windows [rows, columns, filters]; stride is 2 or 1.
typedef struct {
  size_t height, width, channels, rows, columns, filters, stride, padding, tile_rows, tile_columns;
} ck_tiling;
/// Points of an image's tiles (first tile of plane 0 at out), of x or, when `activated` is given, of slope x where that is not positive.
void ck_tile_image(const ck_tiling *s, const float *image, const float *activated, float slope, float *out, size_t plane);
/// The transpose: image = leaky(bias + the sum of what all tiles' points give).
void ck_untile_image(const ck_tiling *s, const float *points, size_t plane, const float *bias, float slope, float *image);
/// Points of the window side's tiles, with the same meaning of `activated`.
void ck_tile_windows(const ck_tiling *s, const float *windows, const float *activated, float slope, float *out, size_t plane);
/// The transpose: windows = leaky(bias + what the points give).
void ck_untile_windows(const ck_tiling *s, const float *points, size_t plane, const float *bias, float slope, float *windows);
/// Points of weights [kernel, kernel, channels, filters]: row = phase * channels + channel of every plane.
void ck_tile_weights(const ck_tiling *s, size_t row, const float *weight, float *out, size_t plane);
/// The transpose, which writes the weights that belong to the row.
void ck_untile_weights(const ck_tiling *s, size_t row, const float *points, size_t plane, float *weight);

// image_layers.c: rows are pixels -------------------------------------------------------------------------
/// mean[c] = the mean over rows of x[r][c]; squares[c] = the sum of squared distances from it.
void ck_channel_moments(size_t rows, size_t channels, const float *x, float *mean, float *squares);
/// out = leaky(x factor[c] + shift[c])
void ck_normalise(size_t rows, size_t channels, const float *x, const float *factor, const float *shift, float slope,
                  float *out);
/// With g = the gradient through the activation: sum[c] = sum of g, product[c] = sum of g (x - mean[c]) inverse[c].
void ck_norm_sums(size_t rows, size_t channels, const float *x, const float *gradient, const float *activated, float slope,
                  const float *mean, const float *inverse, float *sum, float *product);
/// out = g factor[c] - constant[c] - (x - mean[c]) linear[c]
void ck_norm_gradient(size_t rows, size_t channels, const float *x, const float *gradient, const float *activated,
                      float slope, const float *mean, const float *factor, const float *constant, const float *linear,
                      float *out);
/// out[i] = sign[i] > 0 ? x[i] : slope x[i]
void ck_leaky(size_t n, const float *x, const float *sign, float slope, float *out);
/// x[r][c] = leaky(x[r][c] + bias[c]) in place
void ck_bias_leaky(size_t rows, size_t columns, const float *bias, float slope, float *x, size_t stride);
void ck_tanh(size_t n, const float *x, float *out);
/// out = g (1 - y²), where y is the result of ck_tanh
void ck_tanh_gradient(size_t n, const float *y, const float *g, float *out);
void ck_sigmoid(size_t n, const float *x, float *out);
/// out = g y (1 - y), where y is the result of ck_sigmoid
void ck_sigmoid_gradient(size_t n, const float *y, const float *g, float *out);
/// The sum of a[i] b[i], in an order that depends on n alone.
float ck_dot(size_t n, const float *a, const float *b);
/// out[i] += scale x[i]
void ck_add_scaled(size_t n, float scale, const float *x, float *out);
/// out[i] += weight (x[i] - out[i])
void ck_lerp(size_t n, float weight, const float *x, float *out);

// optimizer.c --------------------------------------------------------------------------------------------
/// AdamW (Loshchilov and Hutter 2019, algorithm 2), with the exponential moving average of the weights in the same pass.
typedef struct { float rate, beta1, beta2, epsilon, decay, correction1, correction2, average_decay; } ck_adam_options;
/// first may be NULL when beta1 is 0; average may be NULL.
void ck_adam(size_t n, const ck_adam_options *options, const float *gradient, float *weight, float *first,
             float *second, float *average);

// random.c: Philox4x32-10 (Salmon et al. 2011) -------------------------------------------------------
/// Block number `counter` of the stream: four 32-bit words.
void ck_philox(uint64_t key, uint64_t stream, uint64_t counter, uint32_t out[4]);
/// n uniform numbers in (0, 1), from the block `counter` on.
void ck_uniform(size_t n, uint64_t key, uint64_t stream, uint64_t counter, float *out);
/// n bytes that are 1 with probability `keep`, from the block `counter` on.
void ck_keep_mask(size_t n, uint64_t key, uint64_t stream, uint64_t counter, float keep, uint8_t *out);
#endif
