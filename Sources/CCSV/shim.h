// libcsv, a streaming CSV parser (Debian: libcsv-dev).
#include <csv.h>
