// SPDX-License-Identifier: Apache-2.0

/** What an icon can show. */
export type Kind = 'service' | 'database' | 'cache' | 'queue' | 'user' | 'gateway' | 'search' | 'function' | 'external' | 'instance' | 'endpoint';

// Words in names of components and layers, the first that fits decides.
const WORDS: [Kind, RegExp][] = [
  ['user', /^user$/i],
  ['cache', /redis|memcache|caffeine|ehcache|hazelcast|cache|jedis|lettuce|redisson|ignite|aerospike/i],
  ['search', /elastic|opensearch|solr|lucene/i],
  ['queue', /kafka|rabbit|rocketmq|activemq|pulsar|nats|queue|^mq$|_mq$|amqp|jms|sqs|artemis/i],
  ['database', /sql|maria|postgres|oracle|\bh2\b|mongo|cassandra|clickhouse|database|\bdb\b|db2|tidb|neo4j|influx|hbase|hive|jdbc|dameng|derby|sybase|couchbase|dynamo|zookeeper|etcd/i],
  ['gateway', /nginx|envoy|gateway|apisix|kong|traefik|zuul|haproxy|ingress/i],
  ['function', /lambda|faas|function/i],
];

/** From all that is known of a node of a map: its component says more than its layer. */
export function kindOfNode(type: string | null | undefined, layer: string | undefined, isReal: boolean): Kind {
  const byType = kindOf(type, isReal);
  return byType === 'service' || byType === 'external' ? kindOf(layer, isReal) : byType;
}

/** From a component's name or a layer; what is not real and not known is outside. */
export function kindOf(type: string | null | undefined, isReal = true): Kind {
  for (const [kind, words] of WORDS) {
    if (type && words.test(type)) return kind;
  }
  return isReal ? 'service' : 'external';
}
