using Ordi2.Contracts;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Processes;
using Ordi2.Contracts.Sessions;
using Ordi2.Silo.Tests.Aggregates;

namespace Ordi2.Silo.Tests.Processes;

/// <summary>An EPN on which everything hangs that can: loans, machines, dossiers, sessions, and a delivery on its way.</summary>
public sealed partial class ProcessRun
{
    private LoanId[] Loans { get; } = [new($"MD-{number}"), new($"ME-{number}"), new($"MF-{number}")];

    private SessionId[] Sessions { get; } = [new($"FA-{number}"), new($"FB-{number}")];

    private Caller ClosingAnimator => Cast.As(Closing, Role.Animator, "a9");

    /// <summary>Each choice of a closing once, and all of them can be carried out.</summary>
    public StartClosingOut EveryChoice => new(Closing, "fin de la subvention")
    {
        Lines =
        [
            new(ClosingChoice.MoveSession, Sessions[0].Text, Epn),
            new(ClosingChoice.CancelSession, Sessions[1].Text),
            new(ClosingChoice.MoveLoan, Loans[0].Text, Epn, "AV-1"),
            new(ClosingChoice.EndLoan, Loans[1].Text),
            new(ClosingChoice.MoveReturns, Loans[2].Text, Cast.Workshop),
            new(ClosingChoice.RecallMachine, Machines[2].Text),
            new(ClosingChoice.DivertDelivery, OtherDelivery.Text, Epn, "BL-9"),
            new(ClosingChoice.MoveDossier, Dossier.Text, Epn, "AV-2"),
            new(ClosingChoice.AbandonDossier, OtherDossier.Text),
        ],
    };

    public async Task HangEverythingAsync()
    {
        await Silo.RegisterAsync(Closing, Activity.Epn);
        await AcceptDossierAsync(laptops: 4, Closing);
        await AcceptDossierAsync(laptops: 1, Closing, OtherDossier);

        foreach (var machine in Machines.Append(Spare))
        {
            await MakeReadyAsync(machine);
        }

        await SendAsync(Delivery, Closing, Dossier, Machines);
        await EachAsync(Machines, new ReceiveAtEpn(), ClosingAnimator);
        await SendAsync(OtherDelivery, Closing, Dossier, [Spare]);

        foreach (var (loan, machine) in Loans.Zip(Machines))
        {
            await LendAsync(loan, Closing, ClosingAnimator, [machine]);
        }

        foreach (var session in Sessions)
        {
            await Territory.DoneAsync(Silo.Grains.GetGrain<ISessionGrain>($"session/{session}").DoAsync(new PlanSession(Dossier, new(2027, 5, 1), 60), ClosingAnimator, Guid.CreateVersion7()));
        }
    }

    /// <summary>Where everything stands that hung on it, as one text.</summary>
    public async Task<string> ClosingStandsAsync()
    {
        var loans = await Task.WhenAll(Loans.Select(async id => (await Silo.Grains.GetGrain<ILoanGrain>($"loan/{id}").GetAsync())!));
        var sessions = await Task.WhenAll(Sessions.Select(async id => (await Silo.Grains.GetGrain<ISessionGrain>($"session/{id}").GetAsync())!));
        var delivery = (await DeliveryGrain(OtherDelivery).GetAsync())!;
        var dossier = (await DossierGrain.GetAsync())!;
        var other = (await Silo.Grains.GetGrain<Contracts.Dossiers.IDossierGrain>($"dossier/{OtherDossier}").GetAsync())!;
        var organisation = (await Silo.Grains.GetGrain<IOrganisationGrain>($"organisation/{Closing}").GetAsync())!;

        return $"{organisation.Status}; loans {loans[0].Relay} {loans[1].Status} back to {loans[2].CollectPoint}; {(await Silo.MachineAsync(Machines[2]))!.Status.Code()}; "
            + $"sessions {sessions[0].Epn} {sessions[1].Status}; delivery {delivery.Consignee} notes {delivery.Notes.Length}; dossiers {dossier.Epn} {other.Status}";
    }
}
