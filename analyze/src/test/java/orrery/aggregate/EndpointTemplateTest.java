// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTemplateTest {
  @ParameterizedTest
  @CsvSource({
    "/order/4711,                                      /order/{id}",
    "GET:/order/4711/items,                            GET:/order/{id}/items",
    "/user/0f8fad5b-d9cb-469f-a165-70867728950e,       /user/{id}",
    "/file/deadbeef01,                                 /file/{id}",
    "/search?q=shoes,                                  /search",
    "/api/v1/orders,                                   /api/v1/orders",
    "/cafe/facade,                                     /cafe/facade",
    "order-20240229,                                   order-{id}",
    "/session/a8Kd93LsPq02mNvB71xZ,                    /session/{id}",
    "/路径/٤٢٤٢,                                        /路径/{id}",
    "/,                                                /",
    "//,                                               //",
  })
  void partsThatNameASingleThingAreLeftOut(String name, String template) {
    assertThat(EndpointTemplate.of(name)).isEqualTo(template);
  }
}
