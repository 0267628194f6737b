// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Leaves messages as the bytes they are: our decoders take it from there. */
final class BytesMarshaller implements MethodDescriptor.Marshaller<byte[]> {

  @Override
  public InputStream stream(byte[] message) {
    return new ByteArrayInputStream(message);
  }

  @Override
  public byte[] parse(InputStream stream) {
    try {
      if (stream instanceof KnownLength) {
        byte[] message = new byte[stream.available()];
        stream.readNBytes(message, 0, message.length);
        return message;
      }
      return stream.readAllBytes(); // compressed: the length shows at the end, the limit holds
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
