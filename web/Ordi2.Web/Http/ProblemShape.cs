namespace Ordi2.Web.Http;

/// <summary>The shape of a problem document, for the description of the API; it is written by hand.</summary>
internal sealed record ProblemShape(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    string Next,
    string Instance,
    string TraceId,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors = null);
