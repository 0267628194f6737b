// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import orrery.model.Fault;

/**
 * Leaves messages as the bytes they are: our decoders take it from there. Requests are handed to
 * the call as a stream and read there, because what a marshaller throws (a compressed message that
 * is corrupt, or grows past the limit) would reach the client as UNKNOWN.
 */
final class MessageStream {
  static final MethodDescriptor.Marshaller<InputStream> REQUEST =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(InputStream message) {
          return message;
        }

        @Override
        public InputStream parse(InputStream stream) {
          return stream;
        }
      };

  static final MethodDescriptor.Marshaller<byte[]> RESPONSE =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] message) {
          return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream stream) {
          throw new UnsupportedOperationException("a server reads no responses");
        }
      };

  private MessageStream() {}

  /** All of a request. */
  static byte[] read(InputStream stream) {
    try {
      if (stream instanceof KnownLength) {
        byte[] message = new byte[stream.available()];
        stream.readNBytes(message, 0, message.length);
        return message;
      }
      return stream.readAllBytes(); // compressed: how long it is shows at the end
    } catch (IOException e) {
      throw new Fault.Invalid("a compressed message that is corrupt: " + e.getMessage(), e);
    } catch (StatusRuntimeException e) {
      throw new Fault.Overloaded(
          "a compressed message longer than SW_CORE_GRPC_MAX_MESSAGE_SIZE allows: "
              + e.getMessage());
    }
  }
}
