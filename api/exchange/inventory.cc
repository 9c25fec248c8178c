#include "api/exchange/inventory.h"
