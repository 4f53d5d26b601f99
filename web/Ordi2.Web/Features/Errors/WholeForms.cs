using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Errors;

/// <summary>
/// No page is run with a form that cannot be read: cut off on the way, without the boundary that it speaks of, with more parts than a
/// form has. The framework would run it with none of its fields and none of the names in its address.
/// </summary>
internal sealed class WholeForms : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var features = context.HttpContext.Features;

        // The page that says what went wrong comes with the same form.
        if (features.Get<ErrorPages.FailedAddress>() is null && features.Get<IExceptionHandlerPathFeature>() is null
            && !await IsReadableAsync(context.HttpContext.Request))
        {
            context.Result = new BadRequestResult();
            return;
        }

        await next();
    }

    /// <summary>Whether a request has no form, or one that is whole.</summary>
    public static async Task<bool> IsReadableAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            return true;
        }

        try
        {
            await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return true;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return false;
        }
    }
}
