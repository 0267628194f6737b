// SPDX-License-Identifier: Apache-2.0
// Generated from query/src/main/resources/orrery/query/*.graphqls; `npm run schema` writes it anew.

export interface AlarmMessage {
  startTime: number;
  recoveryTime: number | null;
  scope: Scope | null;
  id: string;
  name: string;
  message: string;
  events: Event[];
  tags: KeyValue[];
  snapshot: AlarmSnapshot;
}

export interface AlarmSnapshot {
  expression: string;
  metrics: MQEMetric[];
}

export interface AlarmTag {
  key: string;
  value?: string | null;
}

export interface AlarmTrend {
  numOfAlarm: (number | null)[];
}

export interface Alarms {
  msgs: AlarmMessage[];
}

export interface AsyncProfilerAnalyzation {
  tree: AsyncProfilerStackTree | null;
}

export interface AsyncProfilerAnalyzationRequest {
  taskId: string;
  instanceIds: string[];
  eventType: JFREventType;
}

export type AsyncProfilerEventType = 'CPU' | 'WALL' | 'LOCK' | 'ALLOC' | 'CTIMER' | 'ITIMER';

export interface AsyncProfilerStackElement {
  id: string;
  parentId: string;
  codeSignature: string;
  total: number;
  self: number;
}

export interface AsyncProfilerStackTree {
  type: JFREventType;
  elements: AsyncProfilerStackElement[] | null;
}

export interface AsyncProfilerTask {
  id: string;
  serviceId: string;
  serviceInstanceIds: string[];
  createTime: number;
  events: AsyncProfilerEventType[];
  duration: number;
  execArgs: string | null;
}

export interface AsyncProfilerTaskCreationRequest {
  serviceId: string;
  serviceInstanceIds: string[];
  duration: number;
  events: AsyncProfilerEventType[];
  execArgs?: string | null;
}

export interface AsyncProfilerTaskCreationResult {
  code: AsyncProfilerTaskCreationType;
  errorReason: string | null;
  id: string | null;
}

export type AsyncProfilerTaskCreationType = 'SUCCESS' | 'ARGUMENT_ERROR' | 'ALREADY_PROFILING_ERROR';

export interface AsyncProfilerTaskListRequest {
  serviceId: string;
  queryDuration?: Duration | null;
  limit?: number | null;
}

export interface AsyncProfilerTaskListResult {
  errorReason: string | null;
  tasks: AsyncProfilerTask[] | null;
}

export interface AsyncProfilerTaskLog {
  id: string;
  instanceId: string;
  instanceName: string;
  operationType: AsyncProfilerTaskLogOperationType;
  operationTime: number;
}

export type AsyncProfilerTaskLogOperationType = 'NOTIFIED' | 'EXECUTION_FINISHED' | 'JFR_UPLOAD_FILE_TOO_LARGE_ERROR' | 'EXECUTION_TASK_ERROR';

export interface AsyncProfilerTaskProgress {
  logs: AsyncProfilerTaskLog[] | null;
  errorInstanceIds: string[] | null;
  successInstanceIds: string[] | null;
}

export interface Attribute {
  name: string;
  value: string;
}

export interface BasicTrace {
  segmentId: string;
  endpointNames: string[];
  duration: number;
  start: string;
  isError: boolean | null;
  traceIds: string[];
  serviceCode: string;
  serviceInstanceName: string;
  spanCount: number;
}

export interface BatchMetricConditions {
  name: string;
  ids: string[];
}

export interface BrowserErrorLog {
  service: string;
  serviceVersion: string;
  time: number;
  pagePath: string;
  category: ErrorCategory;
  grade: string | null;
  message: string | null;
  line: number | null;
  col: number | null;
  stack: string | null;
  errorUrl: string | null;
  firstReportedError: boolean;
}

export interface BrowserErrorLogQueryCondition {
  serviceId?: string | null;
  serviceVersionId?: string | null;
  pagePathId?: string | null;
  category?: ErrorCategory | null;
  queryDuration?: Duration | null;
  paging: Pagination;
}

export interface BrowserErrorLogs {
  logs: BrowserErrorLog[];
}

export interface Bucket {
  min: string;
  max: string;
}

export interface Call {
  source: string;
  sourceComponents: string[];
  target: string;
  targetComponents: string[];
  id: string;
  detectPoints: DetectPoint[];
  client: Traffic | null;
  server: Traffic | null;
}

export interface ClusterBrief {
  numOfService: number;
  numOfEndpoint: number;
  numOfDatabase: number;
  numOfCache: number;
  numOfMQ: number;
}

export type ContentType = 'TEXT' | 'JSON' | 'YAML';

export type ContinuousProfilingMonitorType = 'PROCESS_CPU' | 'PROCESS_THREAD_COUNT' | 'SYSTEM_LOAD' | 'HTTP_ERROR_RATE' | 'HTTP_AVG_RESPONSE_TIME';

export interface ContinuousProfilingMonitoringInstance {
  id: string;
  name: string;
  attributes: Attribute[];
  triggeredCount: number;
  lastTriggerTimestamp: number | null;
  processes: ContinuousProfilingMonitoringProcess[];
}

export interface ContinuousProfilingMonitoringProcess {
  id: string;
  name: string;
  detectType: string;
  labels: string[];
  triggeredCount: number;
  lastTriggerTimestamp: number | null;
}

export interface ContinuousProfilingPolicyCreation {
  serviceId: string;
  targets: ContinuousProfilingPolicyTargetCreation[];
}

export interface ContinuousProfilingPolicyItem {
  type: ContinuousProfilingMonitorType;
  threshold: string;
  period: number;
  count: number;
  uriList: string[] | null;
  uriRegex: string | null;
}

export interface ContinuousProfilingPolicyItemCreation {
  type: ContinuousProfilingMonitorType;
  threshold: string;
  period: number;
  count: number;
  uriList?: string[] | null;
  uriRegex?: string | null;
}

export interface ContinuousProfilingPolicyTarget {
  type: ContinuousProfilingTargetType;
  checkItems: ContinuousProfilingPolicyItem[];
  triggeredCount: number;
  lastTriggerTimestamp: number | null;
}

export interface ContinuousProfilingPolicyTargetCreation {
  targetType: ContinuousProfilingTargetType;
  checkItems: ContinuousProfilingPolicyItemCreation[];
}

export interface ContinuousProfilingSetResult {
  status: boolean;
  errorReason: string | null;
}

export interface ContinuousProfilingSingleValueCause {
  threshold: string;
  current: string;
}

export type ContinuousProfilingTargetType = 'ON_CPU' | 'OFF_CPU' | 'NETWORK';

export interface ContinuousProfilingTriggeredCause {
  type: ContinuousProfilingMonitorType;
  singleValue: ContinuousProfilingSingleValueCause | null;
  uri: ContinuousProfilingURICause | null;
  message: string;
}

export interface ContinuousProfilingURICause {
  uriRegex: string | null;
  uriPath: string | null;
  threshold: string;
  current: string;
}

export interface DashboardConfiguration {
  id: string;
  configuration: string;
  updateTime: number;
  disabled: boolean;
}

export interface DashboardSetting {
  id: string;
  configuration: string;
}

export interface Database {
  id: string;
  name: string;
  type: string;
}

export interface DebuggingSpan {
  spanId: number;
  parentSpanId: number;
  operation: string;
  startTime: number;
  endTime: number;
  duration: number;
  msg: string | null;
  error: string | null;
}

export interface DebuggingTrace {
  traceId: string;
  condition: string;
  startTime: number;
  endTime: number;
  duration: number;
  rootSpans: DebuggingSpan[] | null;
  spans: DebuggingSpan[];
}

export type DetectPoint = 'CLIENT' | 'SERVER' | 'PROXY';

export interface Duration {
  start: string;
  end: string;
  step: Step;
  coldStage?: boolean | null;
}

export interface EBPFNetworkDataCollectingSettings {
  requireCompleteRequest: boolean;
  maxRequestSize?: number | null;
  requireCompleteResponse: boolean;
  maxResponseSize?: number | null;
}

export interface EBPFNetworkKeepProfilingResult {
  status: boolean;
  errorReason: string | null;
}

export interface EBPFNetworkSamplingRule {
  uriRegex?: string | null;
  minDuration?: number | null;
  when4xx: boolean;
  when5xx: boolean;
  settings: EBPFNetworkDataCollectingSettings;
}

export interface EBPFProfilingAnalyzation {
  tip: string | null;
  trees: EBPFProfilingTree[];
}

export type EBPFProfilingAnalyzeAggregateType = 'DURATION' | 'COUNT';

export interface EBPFProfilingAnalyzeTimeRange {
  start: number;
  end: number;
}

export interface EBPFProfilingNetworkTaskRequest {
  instanceId: string;
  samplings?: EBPFNetworkSamplingRule[] | null;
}

export interface EBPFProfilingSchedule {
  scheduleId: string;
  taskId: string;
  process: Process;
  startTime: number;
  endTime: number;
}

export interface EBPFProfilingStackElement {
  id: string;
  parentId: string;
  symbol: string;
  stackType: EBPFProfilingStackType;
  dumpCount: number;
}

export type EBPFProfilingStackType = 'KERNEL_SPACE' | 'USER_SPACE';

export type EBPFProfilingTargetType = 'ON_CPU' | 'OFF_CPU' | 'NETWORK';

export interface EBPFProfilingTask {
  taskId: string;
  serviceId: string;
  serviceName: string;
  serviceInstanceId: string | null;
  serviceInstanceName: string | null;
  processId: string | null;
  processName: string | null;
  processLabels: string[];
  taskStartTime: number;
  triggerType: EBPFProfilingTriggerType;
  fixedTriggerDuration: number | null;
  targetType: EBPFProfilingTargetType;
  createTime: number;
  continuousProfilingCauses: ContinuousProfilingTriggeredCause[] | null;
}

export interface EBPFProfilingTaskCreationResult {
  status: boolean;
  errorReason: string | null;
  id: string | null;
}

export interface EBPFProfilingTaskFixedTimeCreationRequest {
  serviceId: string;
  processLabels: string[];
  startTime: number;
  duration: number;
  targetType: EBPFProfilingTargetType;
}

export interface EBPFProfilingTaskPrepare {
  couldProfiling: boolean;
  processLabels: string[];
}

export interface EBPFProfilingTree {
  elements: EBPFProfilingStackElement[];
}

export type EBPFProfilingTriggerType = 'FIXED_TIME' | 'CONTINUOUS_PROFILING';

export interface Endpoint {
  id: string;
  name: string;
}

export interface EndpointCondition {
  serviceName: string;
  endpointName: string;
  layer?: string | null;
  normal?: boolean | null;
}

export interface EndpointInfo {
  id: string;
  name: string;
  serviceId: string;
  serviceName: string;
}

export interface EndpointNode {
  id: string;
  name: string;
  serviceId: string;
  serviceName: string;
  type: string | null;
  isReal: boolean;
}

export interface EndpointTopology {
  nodes: EndpointNode[];
  calls: Call[];
  debuggingTrace: DebuggingTrace | null;
}

export interface Entity {
  scope?: Scope | null;
  serviceName?: string | null;
  normal?: boolean | null;
  serviceInstanceName?: string | null;
  endpointName?: string | null;
  processName?: string | null;
  destServiceName?: string | null;
  destNormal?: boolean | null;
  destServiceInstanceName?: string | null;
  destEndpointName?: string | null;
  destProcessName?: string | null;
}

export type ErrorCategory = 'ALL' | 'AJAX' | 'RESOURCE' | 'VUE' | 'PROMISE' | 'JS' | 'UNKNOWN';

export interface Event {
  uuid: string;
  source: Source;
  name: string;
  type: EventType;
  message: string | null;
  parameters: KeyValue[] | null;
  startTime: number;
  endTime: number | null;
  layer: string;
}

export interface EventQueryCondition {
  uuid?: string | null;
  source?: SourceInput | null;
  name?: string | null;
  type?: EventType | null;
  time?: Duration | null;
  order?: Order | null;
  size?: number | null;
  paging?: Pagination | null;
  layer?: string | null;
}

export type EventType = 'Normal' | 'Error';

export interface Events {
  events: Event[];
}

export interface ExpressionResult {
  type: ExpressionResultType;
  results: MQEValues[];
  error: string | null;
  debuggingTrace: DebuggingTrace | null;
}

export type ExpressionResultType = 'UNKNOWN' | 'SINGLE_VALUE' | 'TIME_SERIES_VALUES' | 'SORTED_LIST' | 'RECORD_LIST';

export interface HealthStatus {
  score: number;
  details: string | null;
}

export interface HeatMap {
  values: HeatMapColumn[];
  buckets: Bucket[];
}

export interface HeatMapColumn {
  id: string;
  values: number[];
}

export interface HierarchyInstanceRelation {
  upperInstance: HierarchyRelatedInstance;
  lowerInstance: HierarchyRelatedInstance;
}

export interface HierarchyRelatedInstance {
  id: string;
  name: string;
  serviceId: string;
  serviceName: string;
  layer: string;
  normal: boolean;
}

export interface HierarchyRelatedService {
  id: string;
  name: string;
  layer: string;
  normal: boolean;
}

export interface HierarchyServiceRelation {
  upperService: HierarchyRelatedService;
  lowerService: HierarchyRelatedService;
}

export interface InstanceCondition {
  serviceName: string;
  instanceName: string;
  layer?: string | null;
  normal?: boolean | null;
}

export interface InstanceHierarchy {
  relations: HierarchyInstanceRelation[];
}

export interface Instant {
  seconds: number;
  nanos: number;
}

export interface IntValues {
  values: KVInt[];
}

export type JFREventType = 'EXECUTION_SAMPLE' | 'LOCK' | 'OBJECT_ALLOCATION_IN_NEW_TLAB' | 'OBJECT_ALLOCATION_OUTSIDE_TLAB' | 'PROFILER_LIVE_OBJECT';

export interface KVInt {
  id: string;
  value: number;
  isEmptyValue: boolean;
}

export interface KeyNumericValue {
  key: string;
  value: number;
}

export interface KeyValue {
  key: string;
  value: string | null;
}

export type Language = 'UNKNOWN' | 'JAVA' | 'DOTNET' | 'NODEJS' | 'PYTHON' | 'RUBY' | 'GO' | 'LUA' | 'PHP' | 'RUST';

export interface LayerLevel {
  layer: string;
  level: number;
}

export interface Log {
  serviceName: string | null;
  serviceId: string | null;
  serviceInstanceName: string | null;
  serviceInstanceId: string | null;
  endpointName: string | null;
  endpointId: string | null;
  traceId: string | null;
  timestamp: number;
  contentType: ContentType;
  content: string | null;
  tags: KeyValue[] | null;
}

export interface LogEntity {
  time: number;
  data: KeyValue[] | null;
}

export interface LogQueryCondition {
  serviceId?: string | null;
  serviceInstanceId?: string | null;
  endpointId?: string | null;
  relatedTrace?: TraceScopeCondition | null;
  queryDuration?: Duration | null;
  paging: Pagination;
  tags?: LogTag[] | null;
  keywordsOfContent?: string[] | null;
  excludingKeywordsOfContent?: string[] | null;
  queryOrder?: Order | null;
}

export interface LogQueryConditionByName {
  service?: ServiceCondition | null;
  serviceInstance?: InstanceCondition | null;
  endpoint?: EndpointCondition | null;
  relatedTrace?: TraceScopeCondition | null;
  queryDuration?: Duration | null;
  paging: Pagination;
  tags?: LogTag[] | null;
  keywordsOfContent?: string[] | null;
  excludingKeywordsOfContent?: string[] | null;
  queryOrder?: Order | null;
}

export interface LogTag {
  key: string;
  value?: string | null;
}

export interface LogTestRequest {
  log: string;
  dsl: string;
}

export interface LogTestResponse {
  log: Log;
  metrics: Metrics[] | null;
}

export interface Logs {
  errorReason: string | null;
  logs: Log[];
  debuggingTrace: DebuggingTrace | null;
}

export interface MQEMetric {
  name: string;
  results: MQEValues[];
}

export interface MQEValue {
  id: string | null;
  owner: Owner | null;
  value: string | null;
  traceID: string | null;
}

export interface MQEValues {
  metric: Metadata;
  values: MQEValue[];
}

export interface MenuItem {
  title: string;
  icon: string | null;
  layer: string | null;
  activate: boolean;
  subItems: MenuItem[];
  description: string | null;
  documentLink: string | null;
  i18nKey: string | null;
}

export interface Metadata {
  labels: KeyValue[];
}

export interface MetricCondition {
  name: string;
  id?: string | null;
}

export interface MetricDefinition {
  name: string;
  type: MetricsType;
  catalog: string | null;
}

export interface Metrics {
  name: string;
  tags: KeyValue[] | null;
  value: number;
  timestamp: number;
}

export interface MetricsCondition {
  name: string;
  entity: Entity;
}

export interface MetricsTTL {
  metadata: number;
  minute: number;
  hour: number;
  day: number;
  coldMinute: number;
  coldHour: number;
  coldDay: number;
}

export type MetricsType = 'UNKNOWN' | 'REGULAR_VALUE' | 'LABELED_VALUE' | 'HEATMAP' | 'SAMPLED_RECORD';

export interface MetricsValues {
  label: string | null;
  values: IntValues | null;
}

export interface Mutation {
  version: string | null;
  createProfileTask: ProfileTaskCreationResult;
  createEBPFProfilingFixedTimeTask: EBPFProfilingTaskCreationResult;
  createEBPFNetworkProfiling: EBPFProfilingTaskCreationResult;
  keepEBPFNetworkProfiling: EBPFNetworkKeepProfilingResult;
  setContinuousProfilingPolicy: ContinuousProfilingSetResult;
  createAsyncProfilerTask: AsyncProfilerTaskCreationResult;
  createPprofTask: PprofTaskCreationResult;
  addTemplate: TemplateChangeStatus;
  changeTemplate: TemplateChangeStatus;
  disableTemplate: TemplateChangeStatus;
}

export interface NewDashboardSetting {
  configuration: string;
}

export interface Node {
  id: string;
  name: string;
  type: string | null;
  isReal: boolean;
  layers: string[];
  traffic: Traffic | null;
}

export interface NullableValue {
  value: number;
  isEmptyValue: boolean;
}

export interface OndemandContainergQueryCondition {
  serviceInstanceId?: string | null;
}

export interface OndemandLogQueryCondition {
  serviceInstanceId?: string | null;
  container: string;
  duration?: Duration | null;
  keywordsOfContent?: string[] | null;
  excludingKeywordsOfContent?: string[] | null;
}

export type Order = 'ASC' | 'DES';

export interface Owner {
  scope: Scope | null;
  serviceID: string | null;
  serviceName: string | null;
  normal: boolean | null;
  serviceInstanceID: string | null;
  serviceInstanceName: string | null;
  endpointID: string | null;
  endpointName: string | null;
}

export interface Pagination {
  pageNum?: number | null;
  pageSize: number;
  needTotal?: boolean | null;
}

export interface PodContainers {
  errorReason: string | null;
  containers: string[];
}

export interface PprofAnalyzation {
  tree: PprofStackTree | null;
}

export interface PprofAnalyzationRequest {
  taskId: string;
  instanceIds: string[];
}

export type PprofEventType = 'CPU' | 'HEAP' | 'BLOCK' | 'MUTEX' | 'GOROUTINE' | 'THREADCREATE' | 'ALLOCS';

export interface PprofStackElement {
  id: string;
  parentId: string;
  codeSignature: string;
  total: number;
  self: number;
}

export interface PprofStackTree {
  elements: PprofStackElement[] | null;
}

export interface PprofTask {
  id: string;
  serviceId: string;
  serviceInstanceIds: string[];
  createTime: number;
  events: PprofEventType;
  duration: number;
  dumpPeriod: number;
}

export interface PprofTaskCreationRequest {
  serviceId: string;
  serviceInstanceIds: string[];
  duration?: number | null;
  events: PprofEventType;
  dumpPeriod?: number | null;
}

export interface PprofTaskCreationResult {
  code: PprofTaskCreationType;
  errorReason: string | null;
  id: string | null;
}

export type PprofTaskCreationType = 'SUCCESS' | 'ARGUMENT_ERROR' | 'ALREADY_PROFILING_ERROR';

export interface PprofTaskListRequest {
  serviceId: string;
  queryDuration?: Duration | null;
  limit?: number | null;
}

export interface PprofTaskListResult {
  errorReason: string | null;
  tasks: PprofTask[] | null;
}

export interface PprofTaskLog {
  id: string;
  instanceId: string;
  instanceName: string;
  operationType: PprofTaskLogOperationType;
  operationTime: number;
}

export type PprofTaskLogOperationType = 'NOTIFIED' | 'EXECUTION_FINISHED' | 'PPROF_UPLOAD_FILE_TOO_LARGE_ERROR' | 'EXECUTION_TASK_ERROR';

export interface PprofTaskProgress {
  logs: PprofTaskLog[] | null;
  errorInstanceIds: (string | null)[] | null;
  successInstanceIds: (string | null)[] | null;
}

export interface Process {
  id: string;
  name: string;
  serviceId: string;
  serviceName: string;
  instanceId: string;
  instanceName: string;
  agentId: string;
  detectType: string;
  attributes: Attribute[];
  labels: string[];
}

export interface ProcessCall {
  id: string;
  source: string;
  detectPoints: DetectPoint[];
  sourceComponents: string[];
  target: string;
  targetComponents: string[];
}

export interface ProcessNode {
  id: string;
  name: string;
  serviceId: string;
  serviceName: string;
  serviceInstanceId: string;
  serviceInstanceName: string;
  isReal: boolean;
}

export interface ProcessTopology {
  nodes: ProcessNode[];
  calls: ProcessCall[];
  debuggingTrace: DebuggingTrace | null;
}

export interface ProfileAnalyzation {
  tip: string | null;
  trees: ProfileStackTree[];
}

export interface ProfileAnalyzeTimeRange {
  start: number;
  end: number;
}

export interface ProfileStackElement {
  id: string;
  parentId: string;
  codeSignature: string;
  duration: number;
  durationChildExcluded: number;
  count: number;
}

export interface ProfileStackTree {
  elements: ProfileStackElement[];
}

export interface ProfileTask {
  id: string;
  serviceId: string;
  serviceName: string;
  endpointName: string;
  startTime: number;
  duration: number;
  minDurationThreshold: number;
  dumpPeriod: number;
  maxSamplingCount: number;
  logs: ProfileTaskLog[];
}

export interface ProfileTaskCreationRequest {
  serviceId: string;
  endpointName: string;
  startTime?: number | null;
  duration: number;
  minDurationThreshold: number;
  dumpPeriod: number;
  maxSamplingCount: number;
}

export interface ProfileTaskCreationResult {
  errorReason: string | null;
  id: string | null;
}

export interface ProfileTaskLog {
  id: string;
  instanceId: string;
  instanceName: string;
  operationType: ProfileTaskLogOperationType;
  operationTime: number;
}

export type ProfileTaskLogOperationType = 'NOTIFIED' | 'EXECUTION_FINISHED';

export interface ProfiledSpan {
  traceId: string;
  segmentId: string;
  spanId: number;
  parentSpanId: number;
  refs: Ref[];
  serviceCode: string;
  serviceInstanceName: string;
  startTime: number;
  endTime: number;
  endpointName: string | null;
  type: string;
  peer: string | null;
  component: string | null;
  isError: boolean | null;
  layer: string | null;
  tags: KeyValue[];
  logs: LogEntity[];
  profiled: boolean;
}

export interface ProfiledTraceSegments {
  traceId: string;
  instanceId: string;
  instanceName: string;
  endpointNames: string[];
  duration: number;
  start: string;
  spans: ProfiledSpan[];
}

export interface Query {
  version: string | null;
  checkHealth: HealthStatus;
  getAlarmTrend: AlarmTrend;
  getAlarm: Alarms | null;
  queryAlarmTagAutocompleteKeys: string[] | null;
  queryAlarmTagAutocompleteValues: string[] | null;
  supportQueryLogsByKeywords: boolean;
  queryLogs: Logs | null;
  queryLogsByName: Logs | null;
  test: LogTestResponse;
  queryLogTagAutocompleteKeys: string[] | null;
  queryLogTagAutocompleteValues: string[] | null;
  listContainers: PodContainers | null;
  ondemandPodLogs: Logs | null;
  queryBrowserErrorLogs: BrowserErrorLogs | null;
  queryEvents: Events | null;
  listLayers: string[];
  listServices: Service[];
  getService: Service | null;
  findService: Service | null;
  listInstances: ServiceInstance[];
  listInstancesByName: ServiceInstance[];
  getInstance: ServiceInstance | null;
  findEndpoint: Endpoint[];
  findEndpointByName: Endpoint[];
  getEndpointInfo: EndpointInfo | null;
  listProcesses: Process[];
  getProcess: Process | null;
  estimateProcessScale: number;
  getTimeInfo: TimeInfo | null;
  getRecordsTTL: RecordsTTL | null;
  getMetricsTTL: MetricsTTL | null;
  getAllServices: Service[];
  searchServices: Service[];
  searchService: Service | null;
  getAllBrowserServices: Service[];
  searchBrowserServices: Service[];
  searchBrowserService: Service | null;
  getServiceInstances: ServiceInstance[];
  searchEndpoint: Endpoint[];
  getAllDatabases: Database[];
  getGlobalBrief: ClusterBrief | null;
  typeOfMetrics: MetricsType;
  listMetrics: MetricDefinition[];
  execExpression: ExpressionResult;
  readMetricsValue: number;
  readNullableMetricsValue: NullableValue;
  readMetricsValues: MetricsValues;
  readLabeledMetricsValues: MetricsValues[];
  readHeatMap: HeatMap | null;
  sortMetrics: SelectedRecord[];
  readSampledRecords: SelectedRecord[];
  readRecords: Record[];
  getValues: IntValues | null;
  getLinearIntValues: IntValues | null;
  getMultipleLinearIntValues: IntValues[];
  getSubsetOfMultipleLinearIntValues: IntValues[];
  getThermodynamic: Thermodynamic | null;
  getServiceTopN: TopNEntity[];
  getAllServiceInstanceTopN: TopNEntity[];
  getServiceInstanceTopN: TopNEntity[];
  getAllEndpointTopN: TopNEntity[];
  getEndpointTopN: TopNEntity[];
  getTopNRecords: TopNRecord[];
  getProfileTaskList: ProfileTask[];
  getProfileTaskLogs: ProfileTaskLog[];
  getProfileTaskSegments: ProfiledTraceSegments[];
  getSegmentsProfileAnalyze: ProfileAnalyzation;
  queryPrepareCreateEBPFProfilingTaskData: EBPFProfilingTaskPrepare;
  queryEBPFProfilingTasks: EBPFProfilingTask[];
  queryEBPFProfilingSchedules: EBPFProfilingSchedule[];
  analysisEBPFProfilingResult: EBPFProfilingAnalyzation;
  queryContinuousProfilingServiceTargets: ContinuousProfilingPolicyTarget[];
  queryContinuousProfilingMonitoringInstances: ContinuousProfilingMonitoringInstance[];
  queryAsyncProfilerTaskList: AsyncProfilerTaskListResult;
  queryAsyncProfilerTaskProgress: AsyncProfilerTaskProgress;
  queryAsyncProfilerAnalyze: AsyncProfilerAnalyzation;
  queryPprofTaskList: PprofTaskListResult;
  queryPprofTaskProgress: PprofTaskProgress;
  queryPprofAnalyze: PprofAnalyzation;
  getGlobalTopology: Topology | null;
  getServiceTopology: Topology | null;
  getServiceTopologyByName: Topology | null;
  getServicesTopology: Topology | null;
  getServicesTopologyByNames: Topology | null;
  getServiceInstanceTopology: ServiceInstanceTopology | null;
  getServiceInstanceTopologyByName: ServiceInstanceTopology | null;
  getEndpointTopology: Topology | null;
  getEndpointDependencies: EndpointTopology | null;
  getEndpointDependenciesByName: EndpointTopology | null;
  getProcessTopology: ProcessTopology | null;
  getProcessTopologyByName: ProcessTopology | null;
  queryBasicTraces: TraceBrief | null;
  queryBasicTracesByName: TraceBrief | null;
  queryTrace: Trace | null;
  queryTraces: TraceList | null;
  hasQueryTracesV2Support: boolean;
  queryTraceTagAutocompleteKeys: string[] | null;
  queryTraceTagAutocompleteValues: string[] | null;
  listTraffic: TrafficRow[];
  getTemplate: DashboardConfiguration | null;
  getAllTemplates: DashboardConfiguration[];
  getMenuItems: MenuItem[];
  getServiceHierarchy: ServiceHierarchy;
  getInstanceHierarchy: InstanceHierarchy;
  listLayerLevels: LayerLevel[];
}

export type QueryOrder = 'BY_START_TIME' | 'BY_DURATION';

export interface Record {
  name: string;
  id: string;
  value: string | null;
  refId: string | null;
}

export interface RecordCondition {
  name: string;
  parentEntity: Entity;
  topN: number;
  order: Order;
}

export interface RecordsTTL {
  normal: number;
  trace: number;
  zipkinTrace: number;
  log: number;
  browserErrorLog: number;
  coldNormal: number;
  coldTrace: number;
  coldZipkinTrace: number;
  coldLog: number;
  coldBrowserErrorLog: number;
}

export interface Ref {
  traceId: string;
  parentSegmentId: string;
  parentSpanId: number;
  type: RefType;
}

export type RefType = 'CROSS_PROCESS' | 'CROSS_THREAD';

export interface RetrievedTimeRange {
  startTime: number;
  endTime: number;
}

export type Scope = 'All' | 'Service' | 'ServiceInstance' | 'Endpoint' | 'Process' | 'ServiceRelation' | 'ServiceInstanceRelation' | 'EndpointRelation' | 'ProcessRelation';

export interface SegmentProfileAnalyzeQuery {
  segmentId: string;
  timeRange: ProfileAnalyzeTimeRange;
}

export interface SelectedRecord {
  name: string;
  id: string;
  value: string | null;
  refId: string | null;
}

export interface Service {
  id: string;
  name: string;
  group: string;
  shortName: string;
  layers: string[];
  normal: boolean | null;
}

export interface ServiceCondition {
  serviceName: string;
  layer?: string | null;
  normal?: boolean | null;
}

export interface ServiceHierarchy {
  relations: HierarchyServiceRelation[];
}

export interface ServiceInstance {
  id: string;
  name: string;
  attributes: Attribute[];
  language: Language;
  instanceUUID: string;
  layer: string;
}

export interface ServiceInstanceNode {
  id: string;
  name: string;
  serviceId: string;
  serviceName: string;
  type: string | null;
  isReal: boolean;
}

export interface ServiceInstanceTopology {
  nodes: ServiceInstanceNode[];
  calls: Call[];
  minutes: number;
  debuggingTrace: DebuggingTrace | null;
}

export interface Source {
  service: string | null;
  serviceInstance: string | null;
  endpoint: string | null;
}

export interface SourceInput {
  service?: string | null;
  serviceInstance?: string | null;
  endpoint?: string | null;
}

export interface Span {
  traceId: string;
  segmentId: string;
  spanId: number;
  parentSpanId: number;
  refs: Ref[];
  serviceCode: string;
  serviceInstanceName: string;
  startTime: number;
  endTime: number;
  endpointName: string | null;
  type: string;
  peer: string | null;
  component: string | null;
  isError: boolean | null;
  layer: string | null;
  tags: KeyValue[];
  logs: LogEntity[];
  attachedEvents: SpanAttachedEvent[];
}

export interface SpanAttachedEvent {
  startTime: Instant;
  event: string;
  endTime: Instant;
  tags: KeyValue[];
  summary: KeyNumericValue[];
}

export interface SpanTag {
  key: string;
  value?: string | null;
}

export type Step = 'DAY' | 'HOUR' | 'MINUTE' | 'SECOND';

export interface TemplateChangeStatus {
  id: string;
  status: boolean;
  message: string | null;
}

export interface Thermodynamic {
  nodes: ((number | null)[])[];
  axisYStep: number;
}

export interface TimeInfo {
  timezone: string | null;
  currentTimestamp: number | null;
}

export interface TopNCondition {
  name: string;
  parentService?: string | null;
  normal?: boolean | null;
  scope?: Scope | null;
  topN: number;
  order: Order;
}

export interface TopNEntity {
  name: string;
  id: string;
  value: number;
}

export interface TopNRecord {
  statement: string | null;
  latency: number;
  traceId: string | null;
}

export interface TopNRecordsCondition {
  serviceId: string;
  metricName: string;
  topN: number;
  order: Order;
  duration: Duration;
}

export interface Topology {
  nodes: Node[];
  calls: Call[];
  minutes: number;
  debuggingTrace: DebuggingTrace | null;
}

export interface Trace {
  spans: Span[];
  debuggingTrace: DebuggingTrace | null;
}

export interface TraceBrief {
  traces: BasicTrace[];
  debuggingTrace: DebuggingTrace | null;
}

export interface TraceList {
  traces: TraceV2[];
  retrievedTimeRange: RetrievedTimeRange;
  debuggingTrace: DebuggingTrace | null;
}

export interface TraceQueryCondition {
  serviceId?: string | null;
  serviceInstanceId?: string | null;
  traceId?: string | null;
  endpointId?: string | null;
  queryDuration?: Duration | null;
  minTraceDuration?: number | null;
  maxTraceDuration?: number | null;
  traceState: TraceState;
  queryOrder: QueryOrder;
  tags?: SpanTag[] | null;
  paging: Pagination;
}

export interface TraceQueryConditionByName {
  service?: ServiceCondition | null;
  serviceInstance?: InstanceCondition | null;
  traceId?: string | null;
  endpoint?: EndpointCondition | null;
  queryDuration?: Duration | null;
  minTraceDuration?: number | null;
  maxTraceDuration?: number | null;
  traceState: TraceState;
  queryOrder: QueryOrder;
  tags?: SpanTag[] | null;
  paging: Pagination;
}

export interface TraceScopeCondition {
  traceId: string;
  segmentId?: string | null;
  spanId?: number | null;
}

export type TraceState = 'ALL' | 'SUCCESS' | 'ERROR';

export interface TraceV2 {
  spans: Span[];
}

export interface Traffic {
  calls: number;
  errors: number;
  durationMillis: number;
  apdex: number | null;
}

export interface TrafficRow {
  id: string;
  name: string;
  calls: number;
  errors: number;
  cpm: number;
  respTime: number;
  apdex: number;
  percentiles: number[];
  cpmSeries: (number | null)[];
  respTimeSeries: (number | null)[];
  errorSeries: (number | null)[];
}
