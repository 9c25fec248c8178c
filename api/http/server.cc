#include "api/problem.h"
