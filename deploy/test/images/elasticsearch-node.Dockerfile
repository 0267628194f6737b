# SPDX-License-Identifier: Apache-2.0
# The stand-in for Elasticsearch as one of several nodes, on a machine with a low limit of open files (files.c).
FROM elasticsearch:7.17.29
COPY files.so /usr/local/lib/files.so
ENV LD_PRELOAD=/usr/local/lib/files.so
