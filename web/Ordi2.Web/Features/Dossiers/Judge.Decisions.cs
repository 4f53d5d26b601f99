using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Web.Features.Dossiers;

/// <summary>What is said of a dossier: complete, eligible, so many points, accepted with quantities.</summary>
internal sealed partial class JudgePage
{
    /// <summary>A step that may need a reason.</summary>
    public async Task<IActionResult> OnPostStepAsync()
    {
        var reason = Typed(Reason);

        if (reason is null && Step is "mark-incomplete" or "find-ineligible" or "reject" or "grant-derogation")
        {
            return Wrong("reason", Say("say-reason"));
        }

        DossierCommand? command = Step switch
        {
            "mark-complete" => new MarkComplete(),
            "mark-incomplete" => new MarkIncomplete(reason!),
            "find-eligible" => new FindEligible(),
            "find-ineligible" => new FindIneligible(reason!),
            "waitlist" => new WaitlistDossier(),
            "reject" => new RejectDossier(reason!),
            "grant-derogation" => new GrantDerogation(reason!),
            "evaluate" => new EvaluateDossier(reason),
            _ => null,
        };

        return command is null ? Page() : await DoAsync(command, Say($"judged-{Step}"), reason is null ? string.Empty : "reason");
    }

    public async Task<IActionResult> OnPostScoreAsync()
    {
        if (Criteria.IsEmpty)
        {
            return NumberOf(Points) is >= 0 and <= MostPoints
                ? await DoAsync(new ScoreDossier(NumberOf(Points)!.Value), Say("judged-score"), "points")
                : Wrong("points", Say("judge-say-points", Number(MostPoints)));
        }

        var marks = ImmutableArray.CreateBuilder<CriterionMark>(Criteria.Length);

        for (var i = 0; i < Criteria.Length; i++)
        {
            var mark = NumberOf(Request.Form[MarkOf(i)].ToString());
            Mistakes.Unless(mark is >= 0 and <= BestMark, MarkOf(i), Say("judge-say-mark", Number(BestMark)));
            marks.Add(new(Criteria[i].Name, mark ?? 0));
        }

        return Mistakes.Any ? Page() : await DoAsync(new ScoreDossier { Marks = marks.MoveToImmutable() }, Say("judged-score"));
    }

    public async Task<IActionResult> OnPostRecuseAsync()
    {
        var known = Recusable.FirstOrDefault(one => one.Value == Person);
        Mistakes
            .Unless(known is not null, "person", Say("juror-choose"))
            .Unless(Typed(Reason) is not null, "reason", Say("say-reason"));

        return Mistakes.Any ? Page() : await DoAsync(new RecuseJuror(new PersonId(Person!), Reason!.Trim()), Say("judged-recuse-juror"), "person");
    }

    public async Task<IActionResult> OnPostAcceptAsync()
    {
        var quantities = ImmutableArray.CreateBuilder<int>(Dossier.Needs.Length);

        for (var i = 0; i < Dossier.Needs.Length; i++)
        {
            var quantity = NumberOf(Request.Form[QuantityOf(i)].ToString());
            Mistakes.Unless(quantity <= Dossier.Needs[i].Requested, QuantityOf(i), Say("judge-say-quantity", Number(Dossier.Needs[i].Requested)));
            quantities.Add(quantity ?? 0);
        }

        Mistakes.Unless(Mistakes.Any || quantities.Sum() > 0, QuantityOf(0), Say("judge-nothing"));
        return Mistakes.Any ? Page() : await DoAsync(new AcceptDossier { Quantities = quantities.MoveToImmutable() }, Count("judged-accept", Sum()), QuantityOf(0));

        int Sum() => Enumerable.Range(0, Dossier.Needs.Length).Sum(line => NumberOf(Request.Form[QuantityOf(line)].ToString()) ?? 0);
    }
}
