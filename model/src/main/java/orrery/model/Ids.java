// SPDX-License-Identifier: Apache-2.0
package orrery.model;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * SkyWalking's identifiers, byte for byte: clients build and take them apart. Base64 is the
 * standard alphabet with padding over UTF-8.
 */
public final class Ids {
  /** The name that stands for a blank service name. */
  public static final String BLANK = "_blank";

  /** The service that stands for callers nobody instruments. */
  public static final String USER = "User";

  private Ids() {}

  /** {@code base64(name).1}, or {@code .0} for what is not normal. */
  public static String service(String name, boolean normal) {
    return encode(name.isBlank() ? BLANK : name) + (normal ? ".1" : ".0");
  }

  /** {@code serviceId_base64(name)}; the same form serves instances and endpoints. */
  public static String instance(String serviceId, String name) {
    return serviceId + '_' + encode(name);
  }

  /** {@code serviceId_base64(name)}. */
  public static String endpoint(String serviceId, String name) {
    return serviceId + '_' + encode(name);
  }

  /** {@code sourceId-destinationId}, of services or of instances. */
  public static String relation(String sourceId, String destinationId) {
    return sourceId + '-' + destinationId;
  }

  /** {@code sourceServiceId-base64(endpoint)-destinationServiceId-base64(endpoint)}. */
  public static String endpointRelation(
      String sourceServiceId,
      String sourceEndpoint,
      String destinationServiceId,
      String destinationEndpoint) {
    return sourceServiceId
        + '-'
        + encode(sourceEndpoint)
        + '-'
        + destinationServiceId
        + '-'
        + encode(destinationEndpoint);
  }

  /** A service id taken apart. */
  public record ServiceId(String name, boolean normal) {}

  /** An instance or endpoint id taken apart. */
  public record OwnedId(String serviceId, String name) {}

  /**
   * @throws Fault.Invalid when it is no service id
   */
  public static ServiceId parseService(String id) {
    int dot = id.lastIndexOf('.');
    if (dot < 0 || dot != id.length() - 2) {
      throw new Fault.Invalid("\"" + id + "\" is not a service id: expected base64(name).1 or .0");
    }
    return new ServiceId(decode(id.substring(0, dot), id), id.charAt(dot + 1) == '1');
  }

  /**
   * @throws Fault.Invalid when it is neither an instance nor an endpoint id
   */
  public static OwnedId parseOwned(String id) {
    int line = id.indexOf('_');
    if (line < 0) {
      throw new Fault.Invalid(
          "\"" + id + "\" is not an instance or endpoint id: expected serviceId_base64(name)");
    }
    return new OwnedId(id.substring(0, line), decode(id.substring(line + 1), id));
  }

  private static String encode(String name) {
    return Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String base64, String id) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Fault.Invalid("\"" + id + "\" is not an id: \"" + base64 + "\" is not base64", e);
    }
  }
}
