// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Lets only those in who send the agreed token in the {@code Authentication} header. Health checks
 * need none: probes of orchestrators cannot send one.
 */
final class Authentication implements ServerInterceptor {
  static final String HEALTH = "grpc.health.v1.Health";

  static final Metadata.Key<String> HEADER =
      Metadata.Key.of("Authentication", Metadata.ASCII_STRING_MARSHALLER);

  private final byte[] token;

  Authentication(String token) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String sent = headers.get(HEADER);
    boolean known =
        sent != null && MessageDigest.isEqual(token, sent.getBytes(StandardCharsets.UTF_8));
    if (known || HEALTH.equals(call.getMethodDescriptor().getServiceName())) {
      return next.startCall(call, headers);
    }
    String why = sent == null ? "none was sent" : "another one was sent";
    call.close(
        Status.PERMISSION_DENIED.withDescription(
            "the Authentication header must carry the token of SW_AUTHENTICATION; " + why),
        new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
