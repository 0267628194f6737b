// SPDX-License-Identifier: Apache-2.0
package orrery.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What kind of thing a service is, with SkyWalking's numbers. A layer that is not {@linkplain
 * #normal() normal} holds things no agent runs in (a database seen through its callers); their
 * service ids end in {@code .0}.
 */
public enum Layer {
  UNDEFINED(0, false),
  MESH(1, true),
  GENERAL(2, true),
  OS_LINUX(3, true),
  K8S(4, true),
  FAAS(5, true),
  MESH_CP(6, true),
  MESH_DP(7, true),
  DATABASE(8, true),
  CACHE(9, true),
  BROWSER(10, true),
  SO11Y_OAP(11, true),
  SO11Y_SATELLITE(12, true),
  MQ(13, true),
  VIRTUAL_DATABASE(14, false),
  VIRTUAL_MQ(15, false),
  VIRTUAL_GATEWAY(16, false),
  K8S_SERVICE(17, true),
  MYSQL(18, true),
  VIRTUAL_CACHE(19, false),
  POSTGRESQL(20, true),
  APISIX(21, true),
  AWS_EKS(22, true),
  OS_WINDOWS(23, true),
  AWS_S3(24, true),
  AWS_DYNAMODB(25, true),
  AWS_GATEWAY(26, true),
  REDIS(27, true),
  ELASTICSEARCH(28, true),
  RABBITMQ(29, true),
  MONGODB(30, true),
  KAFKA(31, true),
  PULSAR(32, true),
  BOOKKEEPER(33, true),
  NGINX(34, true),
  ROCKETMQ(35, true),
  CLICKHOUSE(36, true),
  ACTIVEMQ(37, true),
  CILIUM_SERVICE(38, true),
  SO11Y_JAVA_AGENT(39, true),
  KONG(40, true),
  SO11Y_GO_AGENT(41, true),
  FLINK(42, true),
  BANYANDB(43, true),
  GENAI(44, true),
  VIRTUAL_GENAI(45, false),
  ENVOY_AI_GATEWAY(46, true),
  IOS(47, true),
  WECHAT(48, true),
  ALIPAY(49, true),
  AIRFLOW(50, true);

  private static final Map<String, Layer> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Layer::name, Function.identity()));

  private final int value;
  private final boolean normal;

  Layer(int value, boolean normal) {
    this.value = value;
    this.normal = normal;
  }

  /** SkyWalking's number of this layer. */
  public int value() {
    return value;
  }

  /** Whether an agent may run in a service of this layer. */
  public boolean normal() {
    return normal;
  }

  /** The layer an agent names, case-insensitively; {@link #GENERAL} for a blank or unknown name. */
  public static Layer ofAgent(String name) {
    return BY_NAME.getOrDefault(name.strip().toUpperCase(Locale.ROOT), GENERAL);
  }

  /** The layer of exactly this name; {@link #UNDEFINED} when there is none. */
  public static Layer named(String name) {
    return BY_NAME.getOrDefault(name, UNDEFINED);
  }
}
