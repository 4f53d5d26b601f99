using System.Collections.Frozen;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Documents;
using Ordi2.Web.Features.Machines;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Handovers;

/// <summary>
/// One handover: the other side confirms or contests on a device of its own, or signs with a short code on the device of the first.
/// </summary>
internal sealed class HandoverPage(PaperDesk papers, HandoverFiles files, Signers signers, MachineDoors doors, IGrainFactory grains) : RolePage(HandoversPage.Hands)
{
    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public HandoverTerms Handover { get; private set; } = null!;

    public Names Names { get; private set; } = Names.None;

    /// <summary>Who said what of it, and when: in words, in order.</summary>
    public IReadOnlyList<(string Term, string Said)> Trace { get; private set; } = [];

    /// <summary>Whose page the reader may open: whoever was told of a machine does not always see it.</summary>
    public FrozenSet<MachineId> Open { get; private set; } = FrozenSet<MachineId>.Empty;

    /// <summary>The code that was just made: shown this once.</summary>
    public string? Made { get; private set; }

    public bool MayAnswer => HandoversPage.WaitsFor(Handover, Caller);

    public bool IsOurs => Handover.Status is HandoverStatus.Offered && Handover.DeclaredBy == Caller.Organisation;

    /// <summary>What was claimed is not taken back: the holder answers, or the pole.</summary>
    public bool MayWithdraw => IsOurs && Handover.DeclaredBy == Handover.From;

    private string Address => $"/handovers/{Handover.Id}";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await papers.OneAsync<HandoverTerms>(Caller, "handover", (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { } handover)
        {
            context.Result = NotFound();
            return;
        }

        Handover = handover;
        Open = await doors.OpenAsync(Caller, handover.Machines, HttpContext.RequestAborted);
        Names = await papers.NamesAsync([handover.From, (OrganisationId?)handover.To]);
        await TraceAsync();
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public IActionResult OnGet() => Page();

    public Task<IActionResult> OnPostConfirmAsync() => DoAsync(new AgreeHandover(), Say("handover-confirmed"));

    public Task<IActionResult> OnPostContestAsync() => WithReasonAsync(reason => new ObjectToHandover(reason), Say("handover-contested"));

    public Task<IActionResult> OnPostWithdrawAsync() => WithReasonAsync(reason => new WithdrawHandover(reason), Say("handover-withdrawn"));

    /// <summary>Asked again, another code is made, and the one before is worth nothing.</summary>
    public async Task<IActionResult> OnPostMakeAsync()
    {
        var (code, reply) = await HandoverEndpoints.MakeCodeAsync(grains, Handover.Id, Caller);

        if (IsDone(reply) && reply is Done<HandoverTerms> done)
        {
            (Handover, Made) = (done.Value, code);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostEnterAsync()
    {
        Mistakes.Unless(ShortCode.IsOne(Code), "code", Say("handover-say-code"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var command = new EnterCode(ShortCode.Plain(Code!));
        var reply = await AskAsync(command);

        if (IsDone(reply, "code") && reply is Done<HandoverTerms> { Value.Status: HandoverStatus.Offered } missed)
        {
            Handover = missed.Value;
            Mistakes.Add("code", Count("handover-code-wrong", missed.Value.AttemptsLeft));
        }

        if (Mistakes.Any)
        {
            FormMistakes.Renew(HttpContext);
            return Page();
        }

        return Onward(Address, Say("handover-confirmed"));
    }

    private async Task TraceAsync()
    {
        var file = await files.OfAsync(Handover.Id, HttpContext.RequestAborted);
        var said = new[] { file.Offered, file.Answered, file.Entered }.OfType<HandoverWord>().ToArray();
        var people = await signers.NamesAsync(said.Where(word => Caller.SeesPeopleOf(word.Organisation.Text)).Select(word => word.Person.Text), this);
        List<(string, string)> trace = [];

        if (file.Offered is { } offered)
        {
            trace.Add((Say("handover-offered-at"), Say("handover-said-by", Moment(offered.At), Who(offered))));
        }

        if (file.Answered is { } answered)
        {
            trace.Add((Say($"handover-at-{Handover.Status}"), Handover.Proof is HandoverProof.BySilence
                ? Say("handover-said-by-silence", Moment(answered.At), Date(Handover.ConfirmedAfter))
                : Say("handover-said-by", Moment(answered.At), Who(answered))));
        }

        if (Handover.Proof is HandoverProof.OwnDevice or HandoverProof.ByCode)
        {
            trace.Add((Say("handover-how"), file.Entered is { } entered ? Say("handover-how-ByCode", Who(entered)) : Say("handover-how-OwnDevice")));
        }

        Trace = trace;

        // The name for who may know it; for everybody else the role and the organisation.
        string Who(HandoverWord word) => Handover.From != word.Organisation && Handover.To != word.Organisation ? Say("handover-said-other")
            : people.TryGetValue(word.Person.Text, out var name) ? Say("signer-of", name, Names[word.Organisation])
            : word.Role is { } role ? Say("signer-of", Word(role.Code()), Names[word.Organisation])
            : Names[word.Organisation];
    }

    private async Task<IActionResult> WithReasonAsync(Func<string, HandoverCommand> command, string sentence)
    {
        if (Typed(Reason) is { } reason)
        {
            return await DoAsync(command(reason), sentence, "reason");
        }

        Mistakes.Add("reason", Say("say-reason"));
        return Page();
    }

    private Task<Reply<HandoverTerms>> AskAsync(HandoverCommand command) =>
        grains.GetGrain<IHandoverGrain>($"handover/{Handover.Id}").DoAsync(command, Caller, Once(command, Handover.Id.Text));

    private async Task<IActionResult> DoAsync(HandoverCommand command, string sentence, string field = FormMistakes.Form)
    {
        if (IsDone(await AskAsync(command), field))
        {
            return Onward(Address, sentence);
        }

        FormMistakes.Renew(HttpContext);
        return Page();
    }
}
