using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Silo.Tests.Aggregates;

namespace Ordi2.Silo.Tests.Processes;

/// <summary>From the stock to the partner.</summary>
public sealed partial class ProcessRun
{
    public static Caller Animator => Cast.As(Epn, Role.Animator, "a1");

    public LoanId Loan { get; } = new($"MD-{number}");

    public DeliveryId Delivery { get; } = new($"BL-{number}");

    private static Caller Storekeeper => Cast.As(Cast.Workshop, Role.Storekeeper, "m1");

    private ILoanGrain LoanGrain => Silo.Grains.GetGrain<ILoanGrain>($"loan/{Loan}");

    /// <summary>The machines reach the EPN of the dossier.</summary>
    public async Task DeliverAsync()
    {
        await SendAsync(Delivery, Epn, Dossier, Machines);
        await EachAsync(new ReceiveAtEpn(), Animator);
    }

    /// <summary>The machines are with the partner, under a convention that everybody signed.</summary>
    public Task LendAsync() => LendAsync(Loan, Epn, Animator, Machines);

    private async Task LendAsync(LoanId loan, OrganisationId relay, Caller animator, MachineId[] machines)
    {
        (LoanCommand, Caller)[] acts =
        [
            (new CreateLoan(Cast.Workshop, relay, Partner, Dossier, DateOnly.FromDateTime(StoppedClock.Start.UtcDateTime), DateOnly.FromDateTime(StoppedClock.Start.UtcDateTime).AddYears(1)), animator),
            (new SignLoan(LoanParty.Lender, $"{loan}"), Cast.Supervisor),
            (new SignLoan(LoanParty.Relay, $"{loan}"), animator),
            (new SignLoan(LoanParty.Borrower, $"{loan}"), Cast.As(Partner, Role.Partner, "p1")),
        ];

        foreach (var (command, caller) in acts)
        {
            await Territory.DoneAsync(Silo.Grains.GetGrain<ILoanGrain>($"loan/{loan}").DoAsync(command, caller, Guid.CreateVersion7()));
        }

        await EachAsync(machines, new PlaceWithPartner(loan, "rita"), animator);
    }

    /// <summary>The loan's lines and the machines' places, as one text.</summary>
    public async Task<string> LoanStandsAsync()
    {
        var loan = (await LoanGrain.GetAsync())!;
        var machines = await Task.WhenAll(Machines.Select(async machine => (await Silo.MachineAsync(machine))!.Status.Code()));
        return $"{loan.Status} open {loan.OpenLines.Length} filed {loan.Filed.Length} looked at {loan.Returns.Length}: {string.Join(", ", machines)}";
    }

    private Task EachAsync(MachineCommand command, Caller caller) => EachAsync(Machines, command, caller);

    private async Task EachAsync(IEnumerable<MachineId> machines, MachineCommand command, Caller caller)
    {
        foreach (var machine in machines)
        {
            var receipt = await Silo.ScanAsync(machine, command, caller);
            Assert.True(receipt.Outcome is Outcome.Accepted or Outcome.AcceptedWithFinding, $"{command}: {receipt}");
        }
    }
}
