// XGBoost, gradient-boosted trees (Debian: libxgboost-dev).
#include <xgboost/c_api.h>
