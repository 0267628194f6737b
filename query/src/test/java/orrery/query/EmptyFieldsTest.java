// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What clients ask at their start of things that are not recorded yet. */
class EmptyFieldsTest {
  private final Asked asked = new Asked();

  @Test
  void answersEmpty() {
    assertThat(
            asked.ask(
                "{ supportQueryLogsByKeywords queryLogs(condition: {paging: {pageSize: 1}}) { logs"
                    + " { content } errorReason } queryEvents(condition: {size: 1}) { events { uuid"
                    + " } } queryBrowserErrorLogs(condition: {paging: {pageSize: 1}}) { logs { time"
                    + " } } getProfileTaskList { id } getAllTemplates { id configuration }"
                    + " getMenuItems { title subItems { title } } listLayerLevels { layer level }"
                    + " getServiceHierarchy(serviceId: \"x\", layer: \"GENERAL\") { relations {"
                    + " upperService { id } } } queryAsyncProfilerTaskList(request: {serviceId:"
                    + " \"x\"}) { tasks { id } } queryPprofAnalyze(request: {taskId: \"x\","
                    + " instanceIds: []}) { tree { elements { id } } } queryEBPFProfilingTasks {"
                    + " taskId } getTemplate(id: \"x\") { id } }"))
        .isEqualTo(
            "{\"data\":{\"supportQueryLogsByKeywords\":false,"
                + "\"queryLogs\":{\"logs\":[],\"errorReason\":null},\"queryEvents\":{\"events\":[]},"
                + "\"queryBrowserErrorLogs\":{\"logs\":[]},"
                + "\"getProfileTaskList\":[],\"getAllTemplates\":[],\"getMenuItems\":[],"
                + "\"listLayerLevels\":[],\"getServiceHierarchy\":{\"relations\":[]},"
                + "\"queryAsyncProfilerTaskList\":{\"tasks\":[]},"
                + "\"queryPprofAnalyze\":{\"tree\":null},\"queryEBPFProfilingTasks\":[],"
                + "\"getTemplate\":null}}");
  }

  @Test
  void refusesChangesWhereClientsShowIt() {
    assertThat(
            asked.ask(
                "mutation { addTemplate(setting: {configuration: \"{}\"}) { id status message }"
                    + " createProfileTask(creationRequest: {serviceId: \"x\", endpointName: \"e\","
                    + " duration: 5, minDurationThreshold: 0, dumpPeriod: 10, maxSamplingCount: 5})"
                    + " { id errorReason } }"))
        .isEqualTo(
            "{\"data\":{\"addTemplate\":{\"id\":\"\",\"status\":false,"
                + "\"message\":\"not supported by this server yet\"},"
                + "\"createProfileTask\":{\"id\":null,"
                + "\"errorReason\":\"not supported by this server yet\"}}}");
  }
}
