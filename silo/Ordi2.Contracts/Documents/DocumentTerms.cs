using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Documents;

/// <summary>Life of a document (domain.md 5 and 8).</summary>
[Alias("ordi2.document-status")]
public enum DocumentStatus
{
    /// <summary>Made: number, template and content are fixed.</summary>
    Rendered = 0,

    /// <summary>Signed by somebody, and not yet by everybody who has to.</summary>
    Signed,

    /// <summary>Signed by everybody who has to, or final without a signature.</summary>
    Sealed,

    /// <summary>« Annule et remplace »: another document stands in its place; it stays readable.</summary>
    Replaced,

    /// <summary>Void, and nothing stands in its place; its number stays in the series.</summary>
    Cancelled,
}

/// <summary>Who has to sign a document.</summary>
/// <param name="Organisation">For which organisation.</param>
/// <param name="Role">In which role.</param>
[GenerateSerializer, Immutable, Alias("ordi2.signatory")]
public sealed record Signatory(
    [property: Id(0)] OrganisationId Organisation,
    [property: Id(1)] Role Role);

/// <summary>A signature on a document.</summary>
/// <param name="Organisation">For which organisation.</param>
/// <param name="Role">In which role.</param>
/// <param name="Person">Who, opaque: the identity store holds the name; nothing where somebody else recorded what was signed on paper.</param>
/// <param name="Capacity">In which capacity: a function, not needed as a name.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="OnPaper">Signed on paper and recorded by the issuer.</param>
[GenerateSerializer, Immutable, Alias("ordi2.signature")]
public sealed record Signature(
    [property: Id(0)] OrganisationId Organisation,
    [property: Id(1)] Role Role,
    [property: Id(2)] PersonId? Person,
    [property: Id(3)] string Capacity,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] bool OnPaper = false);

/// <summary>What others may know of a document: everything, for those who may see it.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.document-terms")]
public sealed record DocumentTerms
{
    /// <summary>Its number.</summary>
    [Id(0)]
    public required DocumentId Id { get; init; }

    /// <summary>What it is.</summary>
    [Id(1)]
    public required DocumentKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(2)]
    public DocumentStatus Status { get; init; }

    /// <summary>Who issues it; the series is its own.</summary>
    [Id(3)]
    public required OrganisationId Issuer { get; init; }

    /// <summary>The template that it is drawn from.</summary>
    [Id(4)]
    public required string Template { get; init; }

    /// <summary>Version of the template: the same content and version give the same page for ever.</summary>
    [Id(5)]
    public required string TemplateVersion { get; init; }

    /// <summary>The data that it was made of, as canonical JSON: keys in ordinal order, no white space.</summary>
    [Id(6), JsonConverter(typeof(RawJsonConverter))]
    public required string Content { get; init; }

    /// <summary>SHA-256 of the canonical JSON of the content, 64 lower-case hexadecimal digits.</summary>
    [Id(7)]
    public required string Sha256 { get; init; }

    /// <summary>When it was made.</summary>
    [Id(8)]
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>What it is about: <c>machine/H4T9CXB</c>, <c>donation/D-1</c>.</summary>
    [Id(9)]
    public ImmutableArray<string> About { get; init; } = [];

    /// <summary>The organisations that may see it, besides the issuer.</summary>
    [Id(10)]
    public ImmutableArray<OrganisationId> Readers { get; init; } = [];

    /// <summary>Who has to sign; nobody for one that is final at once.</summary>
    [Id(11)]
    public ImmutableArray<Signatory> Signatories { get; init; } = [];

    /// <summary>Who has signed.</summary>
    [Id(12)]
    public ImmutableArray<Signature> Signatures { get; init; } = [];

    /// <summary>The document that it replaces.</summary>
    [Id(13)]
    public DocumentId? Replaces { get; init; }

    /// <summary>The document that replaces it.</summary>
    [Id(14)]
    public DocumentId? ReplacedBy { get; init; }

    /// <summary>Why it was cancelled or replaced.</summary>
    [Id(15)]
    public string? Reason { get; init; }

    /// <summary>Version of its stream: grows with every change.</summary>
    [Id(16)]
    public long Version { get; init; }

    /// <summary>The day until which it is to be kept at least, by the rules that held when it was made; nothing where no rule says it.</summary>
    [Id(17)]
    public DateOnly? KeepUntil { get; init; }
}

/// <summary>Life of a series of numbers.</summary>
[Alias("ordi2.series-status")]
public enum SeriesStatus
{
    /// <summary>Numbers are handed out.</summary>
    Open = 0,
}

/// <summary>A series of numbers without gaps (invariant 8).</summary>
[GenerateSerializer, Immutable, Alias("ordi2.series-terms")]
public sealed record SeriesTerms
{
    /// <summary>Which series.</summary>
    [Id(0)]
    public required SeriesId Id { get; init; }

    /// <summary>Whether numbers are handed out.</summary>
    [Id(1)]
    public SeriesStatus Status { get; init; }

    /// <summary>Of which documents.</summary>
    [Id(2)]
    public required DocumentKind Kind { get; init; }

    /// <summary>Whose documents.</summary>
    [Id(3)]
    public required OrganisationId Issuer { get; init; }

    /// <summary>Of which year, by the calendar of Paris.</summary>
    [Id(4)]
    public required int Year { get; init; }

    /// <summary>The last number that was handed out; 1 to this one all were.</summary>
    [Id(5)]
    public int Last { get; init; }

    /// <summary>Numbers that were handed out and will never be used, by number.</summary>
    [Id(6)]
    public ImmutableArray<CancelledNumber> Cancelled { get; init; } = [];

    /// <summary>Version of its stream: grows with every change.</summary>
    [Id(7)]
    public long Version { get; init; }
}

/// <summary>A number that was handed out and will never stand on a document.</summary>
/// <param name="Number">Which one, from 1.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.cancelled-number")]
public sealed record CancelledNumber(
    [property: Id(0)] int Number,
    [property: Id(1)] string Reason);
