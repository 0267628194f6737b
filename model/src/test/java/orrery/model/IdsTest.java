// SPDX-License-Identifier: Apache-2.0
package orrery.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  @Test
  void idsAreWhatClientsBuildThemselves() {
    assertThat(Ids.service("User", false)).isEqualTo("VXNlcg==.0");
    assertThat(Ids.service("shop", true)).isEqualTo("c2hvcA==.1");
    assertThat(Ids.service("agent::songs", true)).isEqualTo("YWdlbnQ6OnNvbmdz.1");
    assertThat(Ids.service("", true)).isEqualTo("X2JsYW5r.1");
    assertThat(Ids.instance("c2hvcA==.1", "shop-1")).isEqualTo("c2hvcA==.1_c2hvcC0x");
    assertThat(Ids.endpoint("c2hvcA==.1", "/a")).isEqualTo("c2hvcA==.1_L2E=");
    assertThat(Ids.relation("VXNlcg==.0", "c2hvcA==.1")).isEqualTo("VXNlcg==.0-c2hvcA==.1");
    assertThat(Ids.endpointRelation("VXNlcg==.0", "User", "c2hvcA==.1", "/a"))
        .isEqualTo("VXNlcg==.0-VXNlcg==-c2hvcA==.1-L2E=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "店铺🛒", "a.b_c-d", "\"%\\'\u0000\n", " ", "?>?>~~~"})
  void idsCanBeTakenApartAgain(String name) {
    String service = Ids.service("x" + name, true);
    assertThat(Ids.parseService(service)).isEqualTo(new Ids.ServiceId("x" + name, true));
    assertThat(Ids.parseOwned(Ids.endpoint(service, name)))
        .isEqualTo(new Ids.OwnedId(service, name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "c2hvcA==", "c2hvcA==.12", "*.1"})
  void whatIsNoServiceIdIsRefused(String id) {
    assertThatThrownBy(() -> Ids.parseService(id))
        .isInstanceOf(Fault.Invalid.class)
        .hasMessageContaining(id);
  }

  @Test
  void whatIsNoInstanceIdIsRefused() {
    assertThatThrownBy(() -> Ids.parseOwned("c2hvcA==.1")).isInstanceOf(Fault.Invalid.class);
    assertThatThrownBy(() -> Ids.parseOwned("c2hvcA==.1_*")).isInstanceOf(Fault.Invalid.class);
  }
}
