// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.skywalking.apm.network.common.v3.KeyStringValuePair;
import org.apache.skywalking.apm.network.management.v3.InstancePingPkg;
import orrery.model.Fault;
import orrery.model.InstancePing;
import orrery.model.InstanceProperties;
import orrery.model.Layer;
import orrery.model.Tag;
import orrery.receive.Texts.Limit;

/**
 * Makes the model of reports that come once in a while; these go through generated classes. What
 * cannot be read is a {@link Fault.Invalid}.
 */
final class Reader {
  /** Properties of one instance beyond this are left out. */
  static final int MOST_PROPERTIES = 1_000;

  private Reader() {}

  static <T extends Message> T parse(Parser<T> parser, byte[] message) {
    try {
      return parser.parseFrom(message);
    } catch (InvalidProtocolBufferException e) {
      throw new Fault.Invalid("not protobuf: " + e.getMessage(), e);
    }
  }

  static InstancePing ping(InstancePingPkg message, Texts texts) {
    return new InstancePing(
        texts.service(texts.clean(message.getService())),
        texts.clip(texts.clean(message.getServiceInstance()), Limit.INSTANCE),
        Layer.ofAgent(message.getLayer()));
  }

  static InstanceProperties properties(
      org.apache.skywalking.apm.network.management.v3.InstanceProperties message, Texts texts) {
    List<Tag> properties = new ArrayList<>();
    for (KeyStringValuePair pair : message.getPropertiesList()) {
      if (properties.size() == MOST_PROPERTIES) {
        break;
      }
      properties.add(
          new Tag(
              texts.clip(texts.clean(pair.getKey()), Limit.PROPERTY),
              texts.clip(texts.clean(pair.getValue()), Limit.PROPERTY)));
    }
    return new InstanceProperties(
        texts.service(texts.clean(message.getService())),
        texts.clip(texts.clean(message.getServiceInstance()), Limit.INSTANCE),
        Layer.ofAgent(message.getLayer()),
        List.copyOf(properties));
  }

  /** The segments of a {@code SegmentCollection}, each as its own bytes, none read yet. */
  static List<byte[]> segments(byte[] collection) {
    List<byte[]> segments = new ArrayList<>();
    WireReader in = new WireReader(collection, 0, collection.length);
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == (1 << 3 | 2)) {
        in.part();
        int length = in.length();
        int from = in.advance(length);
        segments.add(Arrays.copyOfRange(collection, from, from + length));
      } else {
        in.skip(tag);
      }
    }
    return segments;
  }
}
