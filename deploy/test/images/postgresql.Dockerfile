# SPDX-License-Identifier: Apache-2.0
# A database for tests: Debian's PostgreSQL, database, user and password orrery.
FROM debian:bookworm-slim
RUN apt-get update -q && apt-get install -y -q --no-install-recommends postgresql && rm -rf /var/lib/apt/lists/*
USER postgres
ENV PATH=/usr/lib/postgresql/15/bin:$PATH
RUN echo orrery > /tmp/password \
    && initdb -D /var/lib/postgresql/data -A scram-sha-256 --pwfile=/tmp/password -U orrery
RUN echo "host all all all scram-sha-256" >> /var/lib/postgresql/data/pg_hba.conf
RUN pg_ctl -D /var/lib/postgresql/data -w start && PGPASSWORD=orrery createdb -U orrery -h 127.0.0.1 orrery && pg_ctl -D /var/lib/postgresql/data -w stop
EXPOSE 5432
CMD ["postgres", "-D", "/var/lib/postgresql/data", "-c", "listen_addresses=*", "-c", "max_connections=200"]
