// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One gRPC method: where it is found and what is done with what comes in.
 *
 * @param service the full name, package included
 * @param taker makes what takes in the messages of one call; it throws a {@link orrery.model.Fault}
 *     to end the call
 * @param answer makes the encoded response
 * @param kept whether the answer means that all messages are durable
 */
record Route(
    String service,
    String method,
    MethodType kind,
    Supplier<Consumer<byte[]>> taker,
    Supplier<byte[]> answer,
    boolean kept) {

  MethodDescriptor<InputStream, byte[]> descriptor() {
    return MethodDescriptor.<InputStream, byte[]>newBuilder()
        .setType(kind)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(service, method))
        .setRequestMarshaller(MessageStream.REQUEST)
        .setResponseMarshaller(MessageStream.RESPONSE)
        .build();
  }

  /** The same method of a service of another name. */
  Route in(String otherService) {
    return new Route(otherService, method, kind, taker, answer, kept);
  }
}
