// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import orrery.model.Fault;

/** Attributes of a catalogue entry as bytes: keys and values in turn, each after its length. */
public final class Attributes {
  private Attributes() {}

  public static byte[] toBytes(Map<String, String> attributes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new TreeMap<>(attributes)
        .forEach((key, value) -> {
          put(bytes, key);
          put(bytes, value);
        });
    return bytes.toByteArray();
  }

  public static Map<String, String> ofBytes(byte[] bytes) {
    Map<String, String> attributes = new HashMap<>();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      while (in.hasRemaining()) {
        String key = text(in);
        attributes.put(key, text(in));
      }
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      throw new Fault.Unavailable("attributes of a catalogue entry are damaged", e);
    }
    return attributes;
  }

  private static void put(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    out.writeBytes(bytes);
  }

  private static String text(ByteBuffer in) {
    int length = in.getInt();
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
