using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Documents;

/// <summary>
/// The sheets of the workshop: triage decision, technical sheet, repair order, control sheet. Nobody signs them and nobody waits for
/// them, and a machine makes several in a day. The fact in the ledger is the sheet: its number is the next one of that machine, kind by
/// kind, from the moment of the fact, and its content follows from the history up to the fact, so that it is the same whenever it is
/// read and costs a scan nothing. A fact that is corrected voids its sheet; the number stays, and the sheet of the next
/// such fact stands in its place.
/// </summary>
public static class WorkSheets
{
    private const string Version = "1";

    /// <summary>The kinds of sheets, at most four: <see cref="SheetCounts"/> counts them.</summary>
    public static readonly ImmutableArray<DocumentKind> Kinds =
        [DocumentKind.TriageDecision, DocumentKind.SpecificationSheet, DocumentKind.RepairOrder, DocumentKind.ControlSheet];

    /// <summary>Which sheet a fact makes, if any.</summary>
    public static DocumentKind? KindOf(MachineEvent @event) => @event switch
    {
        DeviceTriaged => DocumentKind.TriageDecision,
        AuditRecorded or Requalified => DocumentKind.SpecificationSheet,
        RepairOpened or RepairClosed => DocumentKind.RepairOrder,
        QcPassed => DocumentKind.ControlSheet,
        _ => null,
    };

    /// <summary>The number of a sheet: kind, machine, and which of them: <c>FT-H4T9CXB-002</c>.</summary>
    public static DocumentId Number(DocumentKind kind, MachineId machine, int number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{SeriesNumbers.Code(kind)}-{machine}-{number:000}"));

    /// <summary>The machine that a sheet is of, if the number is one of a sheet.</summary>
    public static MachineId? MachineOf(DocumentId number)
    {
        var text = number.Text ?? string.Empty;
        var (first, last) = (text.IndexOf('-', StringComparison.Ordinal), text.LastIndexOf('-'));

        return first > 0 && last > first + 1 && text.Length - last > 3 && text.AsSpan(last + 1).IndexOfAnyExceptInRange('0', '9') < 0
            && Kinds.Any(kind => text.AsSpan(0, first).SequenceEqual(SeriesNumbers.Code(kind)))
            ? new MachineId(text[(first + 1)..last])
            : null;
    }

    /// <summary>Every sheet of a machine, in the order of the facts.</summary>
    /// <param name="id">Which machine.</param>
    /// <param name="history">Its whole history.</param>
    public static ImmutableArray<DocumentTerms> Of(MachineId id, ImmutableArray<Recorded<MachineEvent>> history)
    {
        var counts = default(SheetCounts);
        var machine = Machine.Unknown;
        var sheets = ImmutableArray.CreateBuilder<DocumentTerms>();
        var repair = ImmutableArray<Recorded<MachineEvent>>.Empty;
        var voids = Machine.Voids(history);
        var waiting = new Dictionary<Type, int>();

        foreach (var recorded in history)
        {
            machine = recorded.Event is EventCorrected ? Machine.Fold(history.TakeWhile(one => one.Seq <= recorded.Seq)) : machine.Evolve(recorded);
            repair = recorded.Event is RepairOpened ? [recorded] : repair.Add(recorded);

            if (KindOf(recorded.Event) is { } kind)
            {
                var sheet = Sheet(Number(kind, id, counts.Next(kind)), kind, id, machine, recorded, repair, voids.GetValueOrDefault(recorded.Seq));

                if (waiting.Remove(recorded.Event.GetType(), out var at))
                {
                    sheet = sheet with { Replaces = sheets[at].Id };
                    sheets[at] = sheets[at] with { Status = DocumentStatus.Replaced, ReplacedBy = sheet.Id, Version = 3 };
                }

                if (voids.ContainsKey(recorded.Seq))
                {
                    waiting[recorded.Event.GetType()] = sheets.Count;
                }

                sheets.Add(sheet);
            }
        }

        return sheets.ToImmutable();
    }

    private static DocumentTerms Sheet(
        DocumentId number,
        DocumentKind kind,
        MachineId id,
        Machine after,
        Recorded<MachineEvent> recorded,
        ImmutableArray<Recorded<MachineEvent>> repair,
        EventCorrected? corrected)
    {
        var from = recorded.From;
        var content = DonationPapers.Json(new
        {
            host = new { label = id.Text, maker = after.Maker, model = after.Model, serial = after.Serial, type = after.Type },
            performed = new { organisation = from.Organisation.Text, by = from.Person.Text, occurredAt = from.OccurredAt, recordedAt = from.RecordedAt },
            donation = after.Donation?.Text,
            sheet = Said(after, recorded.Event, repair),
        });

        return new()
        {
            Id = number,
            Kind = kind,
            Issuer = from.Organisation,
            Status = corrected is null ? DocumentStatus.Sealed : DocumentStatus.Cancelled,
            Template = kind.Code().ToLowerInvariant().Replace('_', '-'),
            TemplateVersion = Version,
            Content = content,
            Sha256 = DocumentDecisions.HashOf(content),
            MadeAt = from.RecordedAt,
            About = [$"machine/{id}"],
            Readers = after.Pole is { } pole && pole != from.Organisation ? [pole] : ImmutableArray<OrganisationId>.Empty,
            Reason = corrected?.Reason,
            Version = corrected is null ? 1 : 2,
        };
    }

    private static object Said(Machine after, MachineEvent @event, ImmutableArray<Recorded<MachineEvent>> repair) => @event switch
    {
        DeviceTriaged e => new { route = e.Route, powersOn = e.PowersOn, defects = e.Defects, criteriaVersion = e.CriteriaVersion, rulesVersion = e.RulesVersion },
        AuditRecorded e => new { audit = e.Audit, profile = e.Profile, locks = e.Locks, noMediaConfirmedBy = e.NoMediaConfirmedBy, rulesVersion = e.RulesVersion },
        Requalified e => new { reason = e.Reason, profile = after.Profile, media = after.Media },
        RepairOpened e => new { defects = e.Defects },
        RepairClosed e => new
        {
            defects = ((repair[0].Event as RepairOpened)?.Defects ?? []).ToArray(),
            asked = repair.Select(one => one.Event).OfType<PartRequested>().Select(one => one.PartType).ToArray(),
            fitted = repair.Select(one => one.Event).OfType<PartFitted>().Select(one => new { part = one.Part, type = one.PartType, takenFrom = one.From }).ToArray(),
            takenOut = repair.Select(one => one.Event).OfType<PartTakenOut>().Select(one => new { part = one.Part, type = one.PartType }).ToArray(),
            systemUntouched = e.SystemUntouched,
            next = e.To,
        },
        QcPassed e => new { grade = e.Grade, chargerPresent = e.ChargerPresent, secondPerson = e.SecondPerson, lines = e.Lines.Select(Line).ToArray(), sanitisation = after.Sanitisation, profile = after.Profile, rulesVersion = e.RulesVersion },
        _ => throw new System.Diagnostics.UnreachableException($"{@event.GetType().Name} makes no sheet."),
    };

    /// <summary>Of what the machine does not have the sheet says neither that it works nor that it fails.</summary>
    private static object Line(CheckLine line) => new { name = line.Name, passed = line.NotApplicable == true ? (bool?)null : line.Passed, notApplicable = line.NotApplicable };
}

/// <summary>How many sheets of each kind a machine has, in eight bytes: every machine in memory has one.</summary>
public struct SheetCounts
{
    private ulong _counts;

    /// <summary>The number of the next sheet of that kind.</summary>
    public int Next(DocumentKind kind)
    {
        var shift = 16 * WorkSheets.Kinds.IndexOf(kind);
        _counts += 1UL << shift;
        return (int)((_counts >> shift) & ushort.MaxValue);
    }
}
