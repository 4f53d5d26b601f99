using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Access;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Inbox;

namespace Ordi2.Web.Features.Machines;

/// <summary>A machine as the API shows it.</summary>
internal sealed record MachineView
{
    public required string Machine { get; init; }

    /// <summary>Every label that leads to it; only when one machine is asked for.</summary>
    public ImmutableArray<string>? Labels { get; init; }

    /// <summary>The scans that wait for a person; only in the inbox.</summary>
    public ImmutableArray<WaitingScan>? Waiting { get; init; }

    public required MachineStatus Status { get; init; }

    public required DateTimeOffset StatusSince { get; init; }

    public required DeviceType Type { get; init; }

    public required Sanitisation Sanitisation { get; init; }

    public required LegalNature LegalNature { get; init; }

    public required ImmutableArray<Hold> Holds { get; init; }

    public string? Holder { get; init; }

    public string? Site { get; init; }

    public string? Owner { get; init; }

    public string? Pole { get; init; }

    public string? Donation { get; init; }

    public string? Dossier { get; init; }

    public string? Delivery { get; init; }

    public string? Loan { get; init; }

    public string? Batch { get; init; }

    public required Grade Grade { get; init; }

    public required Profile Profile { get; init; }

    public string? Maker { get; init; }

    public string? Model { get; init; }

    public string? Serial { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public required int HeldScans { get; init; }

    public required ImmutableArray<string> Findings { get; init; }

    public required long Version { get; init; }

    public static MachineView Of(MachineRow row) => new()
    {
        Machine = row.Id,
        Status = row.Status,
        StatusSince = row.StatusSince,
        Type = row.Type,
        Sanitisation = row.Sanitisation,
        LegalNature = row.LegalNature,
        Holds = [.. Enum.GetValues<Hold>().Where(hold => (row.Holds & (1 << (int)hold)) != 0)],
        Holder = row.Holder,
        Site = row.Site,
        Owner = row.Owner,
        Pole = row.Pole,
        Donation = row.Donation,
        Dossier = row.Dossier,
        Delivery = row.Delivery,
        Loan = row.Loan,
        Batch = row.Batch,
        Grade = row.Grade,
        Profile = row.Profile,
        Maker = row.Maker,
        Model = row.Model,
        Serial = row.Serial,
        DueAt = row.DueAt,
        HeldScans = row.HeldScans,
        Findings = row.Findings,
        Version = row.Version,
    };
}

/// <summary>A page of machines.</summary>
internal sealed record MachineList(ImmutableArray<MachineView> Items, string? Cursor)
{
    public static MachineList Of(MachinePage page) => new([.. page.Rows.Select(MachineView.Of)], page.Cursor);

    /// <summary>The same with what is shown of each.</summary>
    public CutList CutTo(Seen seen) => new([.. Items.Select(item => CallerSight.Cut(item, seen))], Cursor);
}

/// <summary>A page of machines for somebody who does not see all of them.</summary>
internal sealed record CutList(ImmutableArray<JsonElement> Items, string? Cursor);
