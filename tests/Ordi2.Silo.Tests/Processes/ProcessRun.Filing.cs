using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Silo.Tests.Aggregates;

namespace Ordi2.Silo.Tests.Processes;

/// <summary>Dossiers that answer a call for projects.</summary>
public sealed partial class ProcessRun
{
    private CallId Call { get; } = new($"AP-{number}");

    private ICallGrain CallGrain => Silo.Grains.GetGrain<ICallGrain>($"call/{Call}");

    /// <summary>A call of this run alone, open without end.</summary>
    public async Task OpenCallAsync(int laptops)
    {
        var plan = new CallPlan { Title = "Lire en ligne", Rules = "Règlement", Pledges = [new(DeviceType.Laptop, laptops)], PerDossierMax = laptops };

        foreach (var command in new CallCommand[] { new CreateCall(Cast.Pole, CallMode.Continuous, plan), new PublishCall(), new OpenCall() })
        {
            await Territory.DoneAsync(CallGrain.DoAsync(command, Coordinator, Guid.CreateVersion7()));
        }
    }

    /// <summary>Written and signed by both sides, not filed.</summary>
    public async Task WriteDossierAsync(int laptops)
    {
        var created = new CreateDossier(Epn, Partner, Cast.Pole, "Lire en ligne")
        {
            Needs = [new(DeviceType.Laptop, Profile.None, Grade.None, laptops)],
            Sessions = [new(2027, 5, 1)],
            Call = Call,
            ExitPlan = "L'association garde les machines.",
        };
        await DoAsync((created, Animator), (new SignDossier(DossierParty.Epn), Animator), (new SignDossier(DossierParty.Partner), Cast.As(Partner, Role.Partner, "p1")));
    }

    /// <summary>Filed and judged, not decided.</summary>
    public Task JudgeDossierAsync() => DoAsync((new SubmitDossier(), Animator), (new FindEligible(), Coordinator), (new ScoreDossier(80), Coordinator));

    /// <summary>Where the dossier stands, what its call knows of it, and what is left of the pledge.</summary>
    public async Task<string> CallStandsAsync()
    {
        var call = (await CallGrain.GetAsync())!;
        var known = call.Applications.SingleOrDefault(one => one.Dossier == Dossier);
        return $"{(await DossierGrain.GetAsync())!.Status}, known as {known?.Status} with {known?.Accepted.Sum(one => one.Quantity)}, {call.Left.Sum(one => one.Quantity)} left";
    }

    private async Task DoAsync(params (DossierCommand Command, Caller Caller)[] acts)
    {
        foreach (var (command, caller) in acts)
        {
            await Territory.DoneAsync(DossierGrain.DoAsync(command, caller, Guid.CreateVersion7()));
        }
    }
}
