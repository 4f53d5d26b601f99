using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Documents;

/// <summary>A fact in the life of a document.</summary>
public abstract record DocumentEvent
{
    private protected DocumentEvent()
    {
    }
}

/// <remarks>Who signed a paper by hand is named in its content: that can be erased, and the hash of the whole stays.</remarks>
[StoredAs("document.rendered.v1"), FreeText("signer", "signerCapacity", "drawing")]
public sealed record DocumentRendered(
    DocumentKind Kind,
    OrganisationId Issuer,
    string Template,
    string TemplateVersion,
    JsonElement Content,
    string Sha256,
    ImmutableArray<string> About,
    ImmutableArray<OrganisationId> Readers,
    ImmutableArray<Signatory> Signatories,
    DocumentId? Replaces = null) : DocumentEvent
{
    /// <summary>For how many years it is kept; nothing where no rule says it.</summary>
    public int? KeptYears { get; init; }

    /// <summary>Version of the issuer's rules that said so; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("document.signed.v1")]
public sealed record DocumentSigned(OrganisationId Organisation, Role Role, string Capacity, bool OnPaper) : DocumentEvent;

/// <summary>Nobody has to sign any more.</summary>
[StoredAs("document.sealed.v1")]
public sealed record DocumentSealed([FreeText] string? Reason = null) : DocumentEvent;

/// <summary>It is void from now on; what stands in its place is known and gets its number next.</summary>
[StoredAs("document.replacement-ordered.v1"), FreeText("signer", "signerCapacity", "drawing")]
public sealed record ReplacementOrdered([FreeText] string Reason, JsonElement Content) : DocumentEvent;

[StoredAs("document.replacement-linked.v1")]
public sealed record ReplacementLinked(DocumentId By) : DocumentEvent;

[StoredAs("document.replaced.v1")]
public sealed record DocumentReplaced(DocumentId By, [FreeText] string Reason) : DocumentEvent;

[StoredAs("document.cancelled.v1")]
public sealed record DocumentCancelled([FreeText] string Reason) : DocumentEvent;
