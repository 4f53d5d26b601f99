using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Documents;

/// <summary>The document is made, under a number of its series: only the system does it, at the moments that the rules say (domain.md 8.1).</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Issuer">Who issues it.</param>
/// <param name="Template">The template, 1 to 64 characters.</param>
/// <param name="TemplateVersion">Its version, 1 to 64 characters.</param>
/// <param name="Content">The data that it is made of: one JSON object.</param>
[GenerateSerializer, Immutable, Alias("ordi2.document.render"), Step("render")]
public sealed record RenderDocument(
    [property: Id(0)] DocumentKind Kind,
    [property: Id(1)] OrganisationId Issuer,
    [property: Id(2)] string Template,
    [property: Id(3)] string TemplateVersion,
    [property: Id(4), JsonConverter(typeof(RawJsonConverter))] string Content) : DocumentCommand
{
    /// <summary>What it is about: <c>machine/H4T9CXB</c>, <c>donation/D-1</c>.</summary>
    [Id(5)]
    public ImmutableArray<string> About { get; init; } = [];

    /// <summary>The organisations that may see it, besides the issuer.</summary>
    [Id(6)]
    public ImmutableArray<OrganisationId> Readers { get; init; } = [];

    /// <summary>Who has to sign; with nobody it is final at once.</summary>
    [Id(7)]
    public ImmutableArray<Signatory> Signatories { get; init; } = [];

    /// <summary>The document that it replaces.</summary>
    [Id(8)]
    public DocumentId? Replaces { get; init; }
}

/// <summary>Somebody signs; with the last signature it is sealed.</summary>
/// <param name="Capacity">In which capacity: a function, not needed as a name.</param>
[GenerateSerializer, Immutable, Alias("ordi2.document.sign"), Step("sign")]
public sealed record SignDocument(
    [property: Id(0)] string Capacity) : DocumentCommand
{
    /// <summary>The organisation that signed on paper, where the issuer records it; left out by whoever signs for itself.</summary>
    [Id(1)]
    public OrganisationId? OnPaperFor { get; init; }
}

/// <summary>The document is final although a signature is missing.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.document.seal"), Step("seal")]
public sealed record SealDocument(
    [property: Id(0)] string Reason) : DocumentCommand;

/// <summary>« Annule et remplace »: a wrong document is never edited; another one with the next number stands in its place.</summary>
/// <param name="Reason">What is wrong.</param>
[GenerateSerializer, Immutable, Alias("ordi2.document.replace"), Step("replace")]
public sealed record ReplaceDocument(
    [property: Id(0)] string Reason) : DocumentCommand
{
    /// <summary>What should stand there instead, 1 to 50 fields.</summary>
    [Id(1)]
    public ImmutableArray<Correction> Corrections { get; init; } = [];
}

/// <summary>A field of a document's content that says something else in the document that replaces it.</summary>
/// <param name="Field">Its path: <c>medium.serial</c>. Only a text that the content has already.</param>
/// <param name="Text">What it should say, up to 500 characters.</param>
[GenerateSerializer, Immutable, Alias("ordi2.correction")]
public sealed record Correction(
    [property: Id(0)] string Field,
    [property: Id(1)] string Text);

/// <summary>The document that stands in its place has its number.</summary>
/// <param name="By">Which one.</param>
[GenerateSerializer, Immutable, Alias("ordi2.document.link-replacement"), Step("link-replacement")]
public sealed record LinkReplacement(
    [property: Id(0)] DocumentId By) : DocumentCommand;

/// <summary>
/// A document that exists already stands in its place: the system says so, where something else than the document was replaced. One
/// that was cancelled keeps the reason of that.
/// </summary>
/// <param name="By">Which one.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.document.replace-by"), Step("replace-by")]
public sealed record ReplaceBy(
    [property: Id(0)] DocumentId By,
    [property: Id(1)] string Reason) : DocumentCommand;

/// <summary>The document is void.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.document.cancel"), Step("cancel")]
public sealed record CancelDocument(
    [property: Id(0)] string Reason) : DocumentCommand;

/// <summary>A series begins.</summary>
/// <param name="Kind">Of which documents.</param>
/// <param name="Issuer">Whose.</param>
/// <param name="Year">Of which year, 2000 to 2999.</param>
[GenerateSerializer, Immutable, Alias("ordi2.series.open"), Step("open")]
public sealed record OpenSeries(
    [property: Id(0)] DocumentKind Kind,
    [property: Id(1)] OrganisationId Issuer,
    [property: Id(2)] int Year) : SeriesCommand;

/// <summary>The next number is handed out; asked again for the same purpose it is the same number.</summary>
/// <param name="Purpose">What for, 1 to 300 characters: the fact that makes the document due.</param>
[GenerateSerializer, Immutable, Alias("ordi2.series.take-number"), Step("take-number")]
public sealed record TakeNumber(
    [property: Id(0)] string Purpose) : SeriesCommand;

/// <summary>A number that was handed out will never be used.</summary>
/// <param name="Number">Which one.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.series.cancel-number"), Step("cancel-number")]
public sealed record CancelNumber(
    [property: Id(0)] int Number,
    [property: Id(1)] string Reason) : SeriesCommand;
