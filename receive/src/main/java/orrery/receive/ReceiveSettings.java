// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import orrery.model.settings.Settings;

/**
 * How agents reach us.
 *
 * @param authentication the token agents must send, blank for none; a secret
 * @param selectors upstream's names of the receivers that are on
 */
public record ReceiveSettings(
    String host,
    int port,
    int maxMessageBytes,
    String authentication,
    int drainSeconds,
    int ackSeconds,
    Set<String> selectors) {

  private static final int DEFAULT_MAX_MESSAGE_BYTES = 50 * 1024 * 1024;

  public static ReceiveSettings read(Settings settings) {
    String host = settings.text("SW_CORE_GRPC_HOST", "0.0.0.0", "Address agents reach gRPC under");
    int port = settings.port("SW_CORE_GRPC_PORT", 11800, "Port of gRPC");
    int maxMessageBytes =
        settings.number(
            "SW_CORE_GRPC_MAX_MESSAGE_SIZE",
            DEFAULT_MAX_MESSAGE_BYTES,
            0,
            Integer.MAX_VALUE,
            "Longest gRPC message taken in, in bytes; 0 is the default");
    String authentication =
        settings.secret(
            "SW_AUTHENTICATION",
            "Token agents must send over gRPC (not HTTP); blank asks for none");
    int drainSeconds =
        settings.number(
            "SW_ORRERY_DRAIN_SECONDS",
            3,
            0,
            600,
            "How long open streams may go on after the stop signal before they are answered");
    int ackSeconds =
        settings.number(
            "SW_ORRERY_HTTP_ACK_SECONDS",
            30,
            1,
            600,
            "How long an HTTP report waits for the store before it is refused");
    EnumSet<Receiver> on = EnumSet.noneOf(Receiver.class);
    for (Receiver receiver : Receiver.values()) {
      String choice =
          settings.choice(
              receiver.selector(),
              "default",
              List.of("default", "-"),
              "Take in " + receiver.reports() + "; - switches it off");
      if (choice.equals("default")) {
        on.add(receiver);
      }
    }
    return new ReceiveSettings(
        host,
        port,
        maxMessageBytes == 0 ? DEFAULT_MAX_MESSAGE_BYTES : maxMessageBytes,
        authentication,
        drainSeconds,
        ackSeconds,
        on.stream().map(Receiver::selector).collect(Collectors.toUnmodifiableSet()));
  }

  boolean on(Receiver receiver) {
    return selectors.contains(receiver.selector());
  }

  /** Never prints the token. */
  @Override
  public String toString() {
    return "ReceiveSettings[" + host + ':' + port + ", " + selectors + ']';
  }
}
