using System.Collections.Immutable;
using System.Diagnostics;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Json;

namespace Ordi2.Domain.Documents;

/// <summary>What is known of a document from its history.</summary>
public sealed record Document(DocumentId Id)
{
    /// <summary>What others may know; nothing before it was made.</summary>
    public DocumentTerms? Terms { get; init; }

    /// <summary>What the document in its place says, from the order to replace it until that one has its number.</summary>
    public string? Corrected { get; init; }

    /// <summary>When it was ordered to be replaced.</summary>
    public DateTimeOffset? ReplacementSince { get; init; }

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    /// <summary>Its replacement is ordered and has no number yet: whoever looks at it finishes that.</summary>
    public bool WaitsForReplacement => Corrected is not null;

    private DocumentTerms Known => Terms ?? throw new InvalidOperationException($"The history of {Id} does not begin with its making.");

    public Document Evolve(DocumentEvent @event, Provenance from)
    {
        var next = Change(@event, from);

        return next with
        {
            Terms = next.Terms! with { Version = (Terms?.Version ?? 0) + 1 },
            Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
        };
    }

    private Document Change(DocumentEvent @event, Provenance from) => @event switch
    {
        DocumentRendered e => this with { Terms = Begin(e, from) },
        DocumentSigned e => this with
        {
            Terms = Known with
            {
                Status = DocumentStatus.Signed,
                Signatures = Known.Signatures.Add(new(e.Organisation, e.Role, e.OnPaper ? null : from.Person, e.Capacity, from.RecordedAt, e.OnPaper)),
            },
        },
        DocumentSealed => this with { Terms = Known with { Status = DocumentStatus.Sealed } },
        ReplacementOrdered e => this with
        {
            Terms = Known with { Status = DocumentStatus.Replaced, Reason = e.Reason },
            Corrected = CanonicalJson.Write(e.Content),
            ReplacementSince = from.RecordedAt,
        },
        ReplacementLinked e => this with { Terms = Known with { ReplacedBy = e.By }, Corrected = null, ReplacementSince = null },
        DocumentReplaced e => this with { Terms = Known with { Status = DocumentStatus.Replaced, ReplacedBy = e.By, Reason = Known.Reason ?? e.Reason } },
        DocumentCancelled e => this with { Terms = Known with { Status = DocumentStatus.Cancelled, Reason = e.Reason } },
        _ => throw new UnreachableException($"A document does not know {@event.GetType().Name}."),
    };

    private DocumentTerms Begin(DocumentRendered e, Provenance from) => new()
    {
        Id = Id,
        Kind = e.Kind,
        Issuer = e.Issuer,
        Template = e.Template,
        TemplateVersion = e.TemplateVersion,
        Content = CanonicalJson.Write(e.Content),
        Sha256 = e.Sha256,
        MadeAt = from.RecordedAt,
        About = e.About,
        Readers = e.Readers,
        Signatories = e.Signatories,
        Replaces = e.Replaces,
        KeepUntil = e.KeptYears is { } years ? FrenchCalendar.DayOf(from.RecordedAt).AddYears(years) : null,
    };
}
