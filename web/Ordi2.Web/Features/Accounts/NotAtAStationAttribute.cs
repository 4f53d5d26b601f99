using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Ordi2.Web.Features.Accounts;

/// <summary>
/// A page that changes the ways into an account: there is none for somebody who came in at a station. A badge and four digits open the work of the floor,
/// and whoever works there next finds the browser open.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NotAtAStationAttribute : Attribute, IAsyncPageFilter
{
    /// <summary>What a station may still look at: everything that only reads.</summary>
    public bool MayRead { get; init; }

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (context.HttpContext.SignedIn()?.Session.Station is null || (MayRead && HttpMethods.IsGet(context.HttpContext.Request.Method)))
        {
            return next();
        }

        context.Result = new NotFoundResult();
        return Task.CompletedTask;
    }
}
