// SPDX-License-Identifier: Apache-2.0
package orrery.query.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComponentLibraryTest {
  private final ComponentLibrary components = ComponentLibrary.load();

  @Test
  void namesComponents() {
    assertThat(components.size()).isEqualTo(225);
    assertThat(components.name(0)).isEqualTo("Unknown");
    assertThat(components.name(1)).isEqualTo("Tomcat");
    assertThat(components.name(61)).isEqualTo("spring-cloud-gateway");
    assertThat(components.name(4005)).isEqualTo("Axios");
    assertThat(components.name(10001)).isEqualTo("ajax");
    assertThat(components.name(987_654)).isEqualTo("N/A");
    assertThat(components.name(-1)).isEqualTo("N/A");
  }

  @Test
  void knowsWhatAnswersAClient() {
    assertThat(components.server(30)).isEqualTo("Redis");
    assertThat(components.server(33)).isEqualTo("Mysql");
    assertThat(components.server(3012)).isEqualTo("Mysql");
    assertThat(components.server(1)).isEqualTo("Tomcat");
    assertThat(components.server(987_654)).isEqualTo("N/A");
  }

  @Test
  void knowsWhatIsNearerToTheUsersCode() {
    assertThat(components.priority(14)).isEqualTo(60);
    assertThat(components.priority(1)).isEqualTo(50);
    assertThat(components.priority(49)).isEqualTo(45);
    assertThat(components.priority(0)).isEqualTo(0);
  }
}
