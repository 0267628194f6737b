// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.List;
import java.util.Map;
import orrery.model.Fault;
import orrery.query.schema.FieldGroup;

/**
 * What clients ask for that nothing is recorded of yet: answered as empty, so that they start and
 * show empty pages instead of errors. Changes are refused with the reason where clients show it.
 */
final class EmptyFields implements FieldGroup {
  private static final String NOT_YET = "not supported by this server yet";

  private static final Map<String, Object> ANSWERS =
      Map.ofEntries(
          Map.entry("supportQueryLogsByKeywords", false),
          Map.entry("queryLogs", Map.of("logs", List.of())),
          Map.entry("queryLogsByName", Map.of("logs", List.of())),
          Map.entry("queryLogTagAutocompleteKeys", List.of()),
          Map.entry("queryLogTagAutocompleteValues", List.of()),
          Map.entry("listContainers", Map.of("errorReason", NOT_YET, "containers", List.of())),
          Map.entry("ondemandPodLogs", Map.of("errorReason", NOT_YET, "logs", List.of())),
          Map.entry("queryBrowserErrorLogs", Map.of("logs", List.of())),
          Map.entry("queryEvents", Map.of("events", List.of())),
          Map.entry("getProfileTaskList", List.of()),
          Map.entry("getProfileTaskLogs", List.of()),
          Map.entry("getProfileTaskSegments", List.of()),
          Map.entry("getSegmentsProfileAnalyze", Map.of("tip", NOT_YET, "trees", List.of())),
          Map.entry(
              "queryPrepareCreateEBPFProfilingTaskData",
              Map.of("couldProfiling", false, "processLabels", List.of())),
          Map.entry("queryEBPFProfilingTasks", List.of()),
          Map.entry("queryEBPFProfilingSchedules", List.of()),
          Map.entry("analysisEBPFProfilingResult", Map.of("tip", NOT_YET, "trees", List.of())),
          Map.entry("queryContinuousProfilingServiceTargets", List.of()),
          Map.entry("queryContinuousProfilingMonitoringInstances", List.of()),
          Map.entry("queryAsyncProfilerTaskList", Map.of("tasks", List.of())),
          Map.entry("queryAsyncProfilerTaskProgress", Map.of("logs", List.of())),
          Map.entry("queryAsyncProfilerAnalyze", Map.of()),
          Map.entry("queryPprofTaskList", Map.of("tasks", List.of())),
          Map.entry("queryPprofTaskProgress", Map.of("logs", List.of())),
          Map.entry("queryPprofAnalyze", Map.of()),
          Map.entry("getAllTemplates", List.of()),
          Map.entry("getMenuItems", List.of()),
          Map.entry("getServiceHierarchy", Map.of("relations", List.of())),
          Map.entry("getInstanceHierarchy", Map.of("relations", List.of())),
          Map.entry("listLayerLevels", List.of()));

  private static final Map<String, Object> REFUSED =
      Map.of("status", false, "errorReason", NOT_YET);

  private static final Map<String, Object> UNCHANGED =
      Map.of("id", "", "status", false, "message", NOT_YET);

  private static final Map<String, Object> NOT_CREATED =
      Map.of("code", "ARGUMENT_ERROR", "errorReason", NOT_YET);

  private static final Map<String, Object> REFUSALS =
      Map.ofEntries(
          Map.entry("createProfileTask", Map.of("errorReason", NOT_YET)),
          Map.entry("createEBPFProfilingFixedTimeTask", REFUSED),
          Map.entry("createEBPFNetworkProfiling", REFUSED),
          Map.entry("keepEBPFNetworkProfiling", REFUSED),
          Map.entry("setContinuousProfilingPolicy", REFUSED),
          Map.entry("createAsyncProfilerTask", NOT_CREATED),
          Map.entry("createPprofTask", NOT_CREATED),
          Map.entry("addTemplate", UNCHANGED),
          Map.entry("changeTemplate", UNCHANGED),
          Map.entry("disableTemplate", UNCHANGED));

  @Override
  public void addTo(RuntimeWiring.Builder wiring) {
    wiring
        .type(
            "Query",
            type ->
                answers(type, ANSWERS)
                    .dataFetcher("getTemplate", _ -> null)
                    .dataFetcher("test", _ -> refuseTest()))
        .type("Mutation", type -> answers(type, REFUSALS));
  }

  private static TypeRuntimeWiring.Builder answers(
      TypeRuntimeWiring.Builder type, Map<String, Object> answers) {
    answers.forEach((field, answer) -> type.dataFetcher(field, _ -> answer));
    return type;
  }

  private static Object refuseTest() {
    throw new Fault.Unsupported("testing log analysis rules is " + NOT_YET);
  }
}
