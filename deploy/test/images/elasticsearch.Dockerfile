# SPDX-License-Identifier: Apache-2.0
# Stands in for the public Elasticsearch image where that cannot be pulled: the same server (its minimal
# distribution, from Maven Central), the same paths, user and way of settings by the environment.
FROM debian:bookworm-slim
RUN apt-get update -q && apt-get install -y -q --no-install-recommends openjdk-17-jre-headless procps curl \
    && rm -rf /var/lib/apt/lists/*
COPY elasticsearch /usr/share/elasticsearch
COPY elasticsearch-entrypoint.sh /usr/local/bin/
RUN echo 'elasticsearch:x:1000:0::/usr/share/elasticsearch:/bin/bash' >> /etc/passwd \
    && mkdir -p /usr/share/elasticsearch/data /usr/share/elasticsearch/logs \
    && chown -R 1000:0 /usr/share/elasticsearch \
    && sed -i -E '/Xlog:gc|HeapDump|ErrorFile/d' /usr/share/elasticsearch/config/jvm.options
ENV ES_JAVA_HOME=/usr/lib/jvm/java-17-openjdk-amd64
WORKDIR /usr/share/elasticsearch
USER 1000:0
EXPOSE 9200 9300
ENTRYPOINT ["/usr/local/bin/elasticsearch-entrypoint.sh"]
