using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;

namespace Ordi2.Domain.Receipts;

/// <summary>A fact in the life of a tax receipt.</summary>
public abstract record ReceiptEvent
{
    private protected ReceiptEvent()
    {
    }
}

[StoredAs("receipt.created.v1")]
public sealed record ReceiptCreated(
    DonationId Donation,
    OrganisationId Donor,
    OrganisationId Issuer,
    string Capacity,
    OrganisationId? Pole = null,
    ReceiptId? Replaces = null) : ReceiptEvent;

/// <summary>It is issued: what it says is fixed, and its number is the next one of the series.</summary>
[StoredAs("receipt.issued.v1")]
public sealed record ReceiptIssued(long ValueCents, ImmutableArray<GiftLine> Gift) : ReceiptEvent
{
    /// <summary>Version of the official form that it follows.</summary>
    public string? Form { get; init; }

    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("receipt.numbered.v1")]
public sealed record ReceiptNumbered(DocumentId Document) : ReceiptEvent;

[StoredAs("receipt.cancelled.v1")]
public sealed record ReceiptCancelled([FreeText] string Reason) : ReceiptEvent;

/// <summary>It has not the right to be the receipt of its gift any more, if it had it.</summary>
[StoredAs("receipt.right-given-up.v1")]
public sealed record ReceiptRightGivenUp : ReceiptEvent;

[StoredAs("receipt.replaced.v1")]
public sealed record ReceiptReplaced(ReceiptId By, DocumentId Document) : ReceiptEvent;

/// <summary>What followed from an earlier fact for others is done.</summary>
[StoredAs("receipt.errand-finished.v1")]
public sealed record ReceiptErrandFinished(string Errand) : ReceiptEvent;

/// <summary>What followed from an earlier fact for others was refused: it stays undone.</summary>
[StoredAs("receipt.errand-given-up.v1")]
public sealed record ReceiptErrandGivenUp(string Errand, Refusal Reason) : ReceiptEvent;

/// <summary>What a receipt has to see to elsewhere.</summary>
/// <param name="Name">The same whenever the history is read.</param>
/// <param name="Since">When it became due.</param>
public sealed record ReceiptErrand(string Name, DateTimeOffset Since)
{
    /// <summary>The receipt it replaces is told; its document with it.</summary>
    public const string Replace = "replace";

    /// <summary>Its document is void too.</summary>
    public const string CancelDocument = "cancel-document";

    /// <summary>How the errands begin by which the right to be the receipt of its gift goes back to the gift.</summary>
    public const string GiveBack = "give-back";
}

/// <summary>What is known of a tax receipt from its history.</summary>
public sealed record TaxReceipt(ReceiptId Id)
{
    /// <summary>What others may know; nothing before it was created.</summary>
    public ReceiptTerms? Terms { get; init; }

    /// <summary>What follows from its facts for others and is not done yet: whoever looks at it does it.</summary>
    public ImmutableArray<ReceiptErrand> Errands { get; init; } = [];

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    /// <summary>It is issued and has no number yet: whoever looks at it takes one.</summary>
    public bool WantsNumber => Terms is { Status: ReceiptStatus.Issued, Document: null };

    /// <summary>When somebody has to look at it again.</summary>
    public DateTimeOffset? DueAt => WantsNumber ? Terms!.IssuedAt : Errands is [var first, ..] ? first.Since : null;

    private ReceiptTerms Known => Terms ?? throw new InvalidOperationException($"The history of {Id} does not begin with its creation.");

    public TaxReceipt Evolve(ReceiptEvent @event, Provenance from)
    {
        var next = Change(@event, from);

        return next with
        {
            Terms = next.Terms! with { Version = (Terms?.Version ?? 0) + 1 },
            Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
        };
    }

    private TaxReceipt Change(ReceiptEvent @event, Provenance from) => @event switch
    {
        ReceiptCreated e => this with
        {
            Terms = new() { Id = Id, Donation = e.Donation, Donor = e.Donor, Issuer = e.Issuer, Capacity = e.Capacity, Pole = e.Pole, Replaces = e.Replaces },
        },
        ReceiptIssued e => this with { Terms = Known with { Status = ReceiptStatus.Issued, ValueCents = e.ValueCents, Gift = e.Gift, Form = e.Form, IssuedAt = from.RecordedAt } },
        ReceiptNumbered e => (this with { Terms = Known with { Document = e.Document } }).Owing(Known.Replaces is null ? null : ReceiptErrand.Replace, from),
        ReceiptCancelled e => (this with { Terms = Known with { Status = ReceiptStatus.Cancelled, Reason = e.Reason } })
            .Owing(Known.Document is null ? null : ReceiptErrand.CancelDocument, from)
            .OwingTheRight(from),
        ReceiptRightGivenUp => OwingTheRight(from),
        ReceiptReplaced e => (this with { Terms = Known with { Status = ReceiptStatus.Replaced, ReplacedBy = e.By } }).Owing(ReceiptErrand.CancelDocument, from),
        ReceiptErrandFinished e => this with { Errands = Errands.RemoveAll(errand => errand.Name == e.Errand) },
        ReceiptErrandGivenUp e => this with { Errands = Errands.RemoveAll(errand => errand.Name == e.Errand) },
        _ => throw new UnreachableException($"A receipt does not know {@event.GetType().Name}."),
    };

    /// <summary>It may have it again and give it back again: each time is another errand.</summary>
    private TaxReceipt OwingTheRight(Provenance from) => Owing(string.Create(CultureInfo.InvariantCulture, $"{ReceiptErrand.GiveBack}-{Known.Version + 1}"), from);

    private TaxReceipt Owing(string? errand, Provenance from) => errand is null ? this : this with { Errands = Errands.Add(new(errand, from.RecordedAt)) };
}
