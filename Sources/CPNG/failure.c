#include "failure.h"
#include <stdio.h>

void cpng_copy_message(char message[CPNG_MESSAGE_SIZE], const char *text) {
  snprintf(message, CPNG_MESSAGE_SIZE, "%s", text);
}

void cpng_fail(png_structp png, png_const_charp text) {
  cpng_failure *failure = png_get_error_ptr(png);
  cpng_copy_message(failure->message, text);
  if (failure->status == CPNG_OK) failure->status = CPNG_DAMAGED;
  png_longjmp(png, 1);
}

void cpng_ignore(png_structp png, png_const_charp text) {
  (void)png;
  (void)text;
}
