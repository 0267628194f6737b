# SPDX-License-Identifier: Apache-2.0
# Stands in for the public HAProxy image where that cannot be pulled: Debian's HAProxy, the same path of its settings.
FROM debian:bookworm-slim
RUN apt-get update -q && apt-get install -y -q --no-install-recommends haproxy && rm -rf /var/lib/apt/lists/*
USER haproxy
CMD ["haproxy", "-W", "-db", "-f", "/usr/local/etc/haproxy/haproxy.cfg"]
