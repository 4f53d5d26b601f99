using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Machines;
using Ordi2.Web.Features.Scans;

namespace Ordi2.Web.Hosting;

/// <summary>
/// A first scan and a first organisation, decided and thrown away on other cores while the server is put together: whatever runs for the first time is
/// translated then, and the first one who scans would wait for it. The domain is pure, so that nothing comes of it.
/// </summary>
internal static class HeadStart
{
    private static readonly DateTimeOffset Moment = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private static readonly OrganisationId Workshop = new("workshop");
    private static readonly MachineId Label = new("H4T9CXB");
    private static readonly Caller Operator = new(new("operator"), Workshop, Role.Operator, new("bench"));
    private static readonly Caller National = new(new("system"), new("national"), Role.System, new("start"));

    /// <returns>Ends with the first scan; fails where a real one would fail.</returns>
    public static Task BeginAsync() => Task.WhenAll(Task.Run(Scan), Task.Run(Register));

    private static void Scan()
    {
        var batch = ScanBatchReader.Read(
            """
            {"deviceId":"bench","scans":[{"scanId":"0199a000-0000-7000-8000-000000000000","code":"H4T9CXB","step":"receive-device",
            "occurredAt":"2026-01-05T09:00:00Z","data":{"type":"LAPTOP"}}]}
            """u8,
            Moment,
            out _) ?? throw new InvalidOperationException("The scan of the start cannot be read.");
        var sent = batch.Scans[0];
        var workshop = new OrganisationProfile
        {
            Id = Workshop,
            Name = Workshop.Text,
            Status = OrganisationStatus.Active,
            Activities = [Activity.Workshop],
            Accreditations = [new(Activity.Workshop, Moment, Moment.AddYears(3), new("national"))],
        };

        Write(MachineDecision.Decide(
            Machine.Unknown,
            Label,
            new Scan(sent.ScanId, sent.OccurredAt, sent.Site, sent.Command!),
            Operator,
            new Circumstances { Scanner = workshop },
            Moment));
    }

    private static void Register()
    {
        var organisation = Kinds.Organisation.Blank(Workshop.Text);
        var command = new RegisterOrganisation(Workshop.Text, OrganisationForm.Association) { Activities = [Activity.Pole], Rna = "W123456789" };
        Write(Kinds.Organisation.Decide(organisation, command, National, Guid.Empty, Facts.None, Moment));
    }

    private static void Write<TEvent>(Decision<TEvent> decision)
        where TEvent : class
    {
        foreach (var one in decision is Accept<TEvent> accepted ? accepted.Events : throw new InvalidOperationException($"The start was refused: {decision}."))
        {
            EventCatalog<TEvent>.Write(one);
        }
    }
}
