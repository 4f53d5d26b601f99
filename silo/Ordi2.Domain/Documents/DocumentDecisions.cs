using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Configurations;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Documents.DocumentEvent>;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Documents;

/// <summary>May this be done to a document? It is made once, signed, and never edited.</summary>
public static class DocumentDecisions
{
    private const string MachinePrefix = "machine/";
    private const int LongestContent = 1_000_000;
    private const int MostParties = 50;

    /// <summary>What must be known of others first: by whose rules it is kept; and which serials an audit saw, where one is typed by hand (invariant 11).</summary>
    public static Inquiry Asks(Document document, DocumentCommand command) => (command, document.Terms) switch
    {
        (RenderDocument render, null) => Inquiry.None with { RulesOf = render.Issuer },
        (ReplaceDocument, { Kind: DocumentKind.ErasureCertificate or DocumentKind.DestructionRecord } known) =>
            Inquiry.None with { MediaOf = [.. known.About.Where(one => one.StartsWith(MachinePrefix, StringComparison.Ordinal)).Select(one => new MachineId(one[MachinePrefix.Length..]))] },
        _ => Inquiry.None,
    };

    public static Decision<DocumentEvent> Decide(Document document, DocumentCommand command, Caller caller, Guid commandId, Facts facts)
    {
        var step = CommandCatalog<DocumentCommand>.StepOf(command);
        var repeated = document.Commands.Contains(commandId);

        return DocumentLife.Table.Stops(document.Id.Text, step, document.Terms?.Status, caller, repeated, Relations(document.Terms, caller)) is { } reason
            ? No(reason)
            : repeated ? AlreadySo()
            : document.Terms is { } known ? Change(document, known, command, caller, facts) : Render((RenderDocument)command, facts.Rules);
    }

    /// <summary>SHA-256 of a canonical content, 64 lower-case hexadecimal digits.</summary>
    public static string HashOf(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    /// <summary>Who was to sign and has not.</summary>
    public static IEnumerable<Signatory> Unsigned(DocumentTerms known) => known.Signatories.Where(signatory => !HasSigned(known, signatory));

    /// <summary>Who has to sign and has not, while it may still be signed.</summary>
    public static IEnumerable<Signatory> Owing(DocumentTerms known) => known.Status is DocumentStatus.Rendered or DocumentStatus.Signed ? Unsigned(known) : [];

    private static Relation[] Relations(DocumentTerms? known, Caller caller)
    {
        var relations = new List<Relation>(2);

        if (caller.Organisation == known?.Issuer)
        {
            relations.Add(Relation.ItsIssuer);
        }

        if (known?.Signatories.Any(signatory => signatory.Organisation == caller.Organisation && signatory.Role == caller.Role) == true)
        {
            relations.Add(Relation.ItsSignatory);
        }

        return [.. relations];
    }

    /// <summary>Why no document can be made of this, whatever its number: asked before a number is taken for it.</summary>
    public static Refusal? Unmakable(RenderDocument command) =>
        Demand.Number(command.Template, "template")
            ?? Demand.Number(command.TemplateVersion, "templateVersion")
            ?? Demand.Number(command.Issuer.Text, "issuer")
            ?? Demand.Between(command.Content?.Length ?? 0, 2, LongestContent, "content")
            ?? Demand.Between(command.Signatories.Length, 0, MostParties, "signatories")
            ?? Demand.Between(command.Readers.Length, 0, MostParties, "readers");

    private static Decision<DocumentEvent> Render(RenderDocument command, PoleRules rules)
    {
        if (Unmakable(command) is { } reason)
        {
            return No(reason);
        }

        using var given = JsonDocument.Parse(command.Content!);
        var canonical = CanonicalJson.Write(given.RootElement);
        using var content = JsonDocument.Parse(canonical);
        var rendered = new DocumentRendered(
            command.Kind,
            command.Issuer,
            command.Template,
            command.TemplateVersion,
            content.RootElement.Clone(),
            HashOf(canonical),
            command.About,
            command.Readers,
            command.Signatories,
            command.Replaces)
        {
            KeptYears = rules.Retention.YearsOf(command.Kind),
            RulesVersion = rules.Cited(),
        };

        return command.Signatories.IsEmpty ? Write(rendered, new DocumentSealed()) : Write(rendered);
    }

    private static Decision<DocumentEvent> Change(Document document, DocumentTerms known, DocumentCommand command, Caller caller, Facts facts) => command switch
    {
        SignDocument c => Sign(known, c, caller),
        SealDocument c => WriteUnless(Demand.Words(c.Reason, "reason"), new DocumentSealed(c.Reason)),
        ReplaceDocument c => Replace(known, c, caller, facts),
        LinkReplacement c => known.ReplacedBy is null ? Write(new ReplacementLinked(c.By)) : AlreadySo(),
        ReplaceBy c => WriteUnless(Demand.Words(c.Reason, "reason") ?? Demand.Number(c.By.Text, "by"), new DocumentReplaced(c.By, c.Reason)),
        CancelDocument c => WriteUnless(Demand.Words(c.Reason, "reason") ?? ThroughItsReceipt(known, caller), new DocumentCancelled(c.Reason)),
        _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
    };

    private static Decision<DocumentEvent> Sign(DocumentTerms known, SignDocument command, Caller caller)
    {
        if (Demand.Words(command.Capacity, "capacity") is { } reason)
        {
            return No(reason);
        }

        // The issuer records what another one signed on paper; everybody else signs for itself.
        var signatory = command.OnPaperFor is { } other
            ? caller.Organisation == known.Issuer ? known.Signatories.FirstOrDefault(one => one.Organisation == other && !HasSigned(known, one)) : null
            : known.Signatories.FirstOrDefault(one => one.Organisation == caller.Organisation && one.Role == caller.Role);

        if (signatory is null)
        {
            return No(Refusal.Forbidden("signs-for-another", (command.OnPaperFor ?? caller.Organisation).Text));
        }

        if (HasSigned(known, signatory))
        {
            return No(Refusal.Conflict("document-already-signed", known.Id.Text));
        }

        var signed = new DocumentSigned(signatory.Organisation, signatory.Role, command.Capacity, command.OnPaperFor is not null);
        return known.Signatures.Length + 1 == known.Signatories.Length ? Write(signed, new DocumentSealed()) : Write(signed);
    }

    private static bool HasSigned(DocumentTerms known, Signatory signatory) =>
        known.Signatures.Any(one => one.Organisation == signatory.Organisation && one.Role == signatory.Role);

    private static Decision<DocumentEvent> Replace(DocumentTerms known, ReplaceDocument command, Caller caller, Facts facts)
    {
        if ((Demand.Words(command.Reason, "reason")
            ?? ThroughItsReceipt(known, caller)
            ?? Corrections.Demanded(known, command.Corrections)
            ?? SerialWasAudited(known, command.Corrections, facts)) is { } reason)
        {
            return No(reason);
        }

        using var corrected = JsonDocument.Parse(Corrections.Apply(known.Content, command.Corrections));
        return Write(new ReplacementOrdered(command.Reason, corrected.RootElement.Clone()));
    }

    /// <summary>What a receipt says is said in the receipt first, which makes the document.</summary>
    private static Refusal? ThroughItsReceipt(DocumentTerms known, Caller caller) =>
        known.Kind is DocumentKind.TaxReceipt && caller.Role is not Role.System ? Refusal.Conflict("through-its-receipt", known.Id.Text) : null;

    /// <summary>Every serial on a certificate was seen by an audit of that machine, one typed by hand most of all (invariant 11).</summary>
    private static Refusal? SerialWasAudited(DocumentTerms known, ImmutableArray<Correction> corrections, Facts facts)
    {
        if (known.Kind is not (DocumentKind.ErasureCertificate or DocumentKind.DestructionRecord))
        {
            return null;
        }

        return corrections.FirstOrDefault(one => one.Field == Corrections.MediumSerial) is { Text: var serial }
            && !facts.AuditedMedia.Contains(serial.Trim().ToUpperInvariant())
                ? Refusal.Conflict("serial-not-audited", serial)
                : null;
    }
}
