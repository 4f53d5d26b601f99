using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Donations;

/// <summary>What the donor contested in a sheet and what was answered, as both sides read it on their page of the gift.</summary>
/// <param name="Page">Whose page.</param>
/// <param name="Donation">Which gift.</param>
/// <param name="Names">Of the organisations in it: the donor and <see cref="Answering"/>.</param>
/// <param name="AnswerAt">Where this reader answers what is open; nothing for who does not.</param>
/// <param name="Typed">What this reader typed as the answer.</param>
internal sealed record SheetContests(WebPage Page, DonationTerms Donation, Names Names, string? AnswerAt = null, string? Typed = null)
{
    /// <summary>Who answered, to be named.</summary>
    public static IEnumerable<OrganisationId?> Answering(DonationTerms donation) => donation.Contests.Select(one => one.AnsweredFor);

    /// <summary>« 12 portables, 3 écrans »; nothing where the donor gave no numbers.</summary>
    public string GivenOf(SheetContest one) => string.Join(", ", one.Given.Where(line => line.Count is not null).Select(line => MachineWords.Of(Page, line.Type, line.Count!.Value)));

    /// <summary>The organisation and the role in words, and when.</summary>
    public string AnsweredBy(SheetContest one) => Page.Say("contest-answered-by", Page.Word(Contracts.Codes.Code(one.AnsweredAs!.Value)), Names[one.AnsweredFor!.Value], Page.Moment(one.AnsweredAt!.Value));
}
