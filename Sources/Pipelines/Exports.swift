// The modules whose types appear in `PipelineConfiguration` and in the results: who imports Pipelines sees them too.
@_exported public import Datasets
@_exported public import Encoding
@_exported public import Synthesis
@_exported public import Validation
